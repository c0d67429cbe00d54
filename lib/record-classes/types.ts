/** A record class as pages see it. */
export type RecordClass = {
  id: string;
  name: string;
  /** Not offered any more; documents that have it keep it. */
  archived: boolean;
};
