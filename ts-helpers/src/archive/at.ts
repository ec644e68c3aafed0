/** What a word that names an archive is compared with: how its time begins, or its name. `14:26:52.000` is `142652`. */
export const plainAt = (at: string): string =>
  at
    .trim()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '')
    .replace(' ', 'T');

/** Whether a word can name an archive: by its key or name, or by how a time begins that there is. */
export const couldName = (at: string): boolean => {
  const text = plainAt(at);
  return /[./]/.test(text) || SHAPES.some(shape => couldBegin(text, shape));
};

/** `2026-11-27T142652Z` and `20261127T142652Z`: what is not said of a time is filled in by them. */
const SHAPES = ['2000-01-01T000000Z', '2000-10-10T000000Z', '20000101T000000Z', '20001010T000000Z'];

const TIME = /^(\d{4})-?(\d\d)-?(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

const couldBegin = (text: string, shape: string): boolean => {
  const [, year, month, day, hour, minute, second] = TIME.exec(text + shape.slice(text.length)) ?? [];
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // 2026-02-31 is no day.
  return text !== '' && !Number.isNaN(time.getTime()) && time.toISOString().slice(8, 10) === day;
};
