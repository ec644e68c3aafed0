/** How many letters are to be put in, left out or changed to make one word of the other. Given: a library counts them. */
export type Distance = (one: string, other: string) => number;
