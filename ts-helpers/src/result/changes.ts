/** How the first of the `changes` of a deploy begins that left all as it was. */
export const NOTHING_CHANGED = 'Nothing changed';
