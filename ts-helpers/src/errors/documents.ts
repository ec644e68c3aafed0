/** A page of this repository's, which those who read of it have not: they see their own project. */
export const inDocs = (page: string): string => `docs/${page} of Countable Pipeline`;
