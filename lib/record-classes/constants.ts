/** Characters of a record class's name, counted as people count them. */
export const MAX_CLASS_NAME = 60;

/** Most record classes of one school, the archived among them. */
export const MAX_CLASSES = 100;
