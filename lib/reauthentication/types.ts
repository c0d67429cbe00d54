/** What somebody can show again who they are by. */
export type ConfirmBy = "password" | "code";
