/** Most views that one person has in one school. */
export const MAX_VIEWS = 30;

/** Characters of a view's name, counted as people count them. */
export const MAX_VIEW_NAME = 60;
