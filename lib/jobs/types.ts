/** Every job there is and what it carries. */
export type Jobs = {
  delete_object: { objectId: string };
  make_thumbnail: { documentId: string };
};
