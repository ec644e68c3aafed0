/** The text without those letters at its end, however many. A pattern would look from each of them to the end. */
export const withoutEnd = (text: string, letters: string): string => {
  let end = text.length;
  while (end > 0 && letters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
};
