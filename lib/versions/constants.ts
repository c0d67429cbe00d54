/** Days after which old versions can be told to go; 0 for all of them. */
export const OLD_VERSION_DAYS = [365, 90, 30, 0] as const;
