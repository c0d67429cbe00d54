/** A record class as pages see it. */
export type RecordClass = {
  id: string;
  name: string;
  /** Not offered any more; documents that have it keep it. */
  archived: boolean;
  /** Its documents are there for those alone who may see restricted files, and so is the class itself. */
  restricted: boolean;
};

/** A record class with how many documents have it, counted up to 1,000; `more` where counting stopped there. */
export type CountedClass = RecordClass & { documents: { count: number; more: boolean } };
