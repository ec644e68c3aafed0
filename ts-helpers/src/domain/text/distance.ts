/** How many letters are to be put in, left out or changed to make one word of the other (Levenshtein). */
export const distance = (one: string, other: string): number => {
  let above = Array.from({length: other.length + 1}, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const row = [at + 1];
    for (const [index, wanted] of [...other].entries())
      row.push(
        Math.min(
          (row[index] ?? 0) + 1,
          (above[index + 1] ?? 0) + 1,
          (above[index] ?? 0) + (letter === wanted ? 0 : 1),
        ),
      );
    above = row;
  }
  return above.at(-1) ?? 0;
};
