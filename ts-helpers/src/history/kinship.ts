/**
 * How one commit stands to another: it is the same, has it behind itself, is part of it, or neither. `cut off` where this
 * clone lacks the history that would tell, `unknown` where it lacks a commit, or one of the two is none of git's.
 */
export type Kinship = 'same' | 'ahead' | 'behind' | 'apart' | 'cut off' | 'unknown';
