/** Characters of an item's name, counted as people count them. */
export const MAX_ITEM_NAME = 60;

/** Most items of one school's checklist. */
export const MAX_ITEMS = 40;

/** Classes or year groups that one item names at most. */
export const MAX_ITEM_GROUPS = 100;
