/** Documents read for their checksum at once in one worker: the line to the store is shared with everything else. */
export const PROOFS_AT_ONCE = 1;

/** What marks the jobs that are held back while that many are under way. */
export const PROOF_FLAG = "proof";
