/** Hours without a request after which a session ends (ASVS 7.3.1). */
export const SESSION_IDLE_HOURS = 12;

/** Days after which a session ends, used or not (ASVS 7.3.2). */
export const SESSION_DAYS = 7;

/** Minutes for which somebody is taken to be who signed in, where much depends on it (ASVS 7.5.3). */
export const CONFIRMED_MINUTES = 10;

/** Characters a password must have at least (ASVS 6.2.1: 8, better 15), and at most (argon2 takes any length). */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

/** Requests a minute for one API token. */
export const API_REQUESTS_PER_MINUTE = 1200;

/** Hours a set-up link is good for. */
export const SETUP_LINK_HOURS = 24;

/** What every API token begins with, so that secret scanners know one when they see it. */
export const TOKEN_PREFIX = "ath_";
