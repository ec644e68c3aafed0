/**
 * Formats that issuers gave their tokens so that they can be found, most of them as gitleaks lists them
 * (github.com/gitleaks/gitleaks, config/gitleaks.toml); docs/decisions/0022 says why they stand here.
 */
const FORMATS: readonly string[] = [
  // Where source, packages and images lie
  String.raw`gh[opsur]_[A-Za-z\d]{20,255}|github_pat_\w{20,255}`,
  String.raw`gl(?:pat|dt|cbt|ptt|ft|imt|agent|oas|rt|soat|ffct|sa)-[\w.-]{16,320}|GR1348941[\w-]{16,40}`,
  String.raw`AT(?:ATT3x|CTT3x|BB)[\w=-]{20,255}`,
  String.raw`npm_[A-Za-z\d]{30,40}|pypi-[\w-]{50,400}|rubygems_[a-f\d]{40,50}|dckr_[po]at_[\w-]{20,60}|AKCp[A-Za-z\d]{60,80}`,
  // Where things run
  String.raw`A[KSBC][IC]A[A-Z2-7]{16}|LTAI[A-Za-z\d]{16,24}`,
  String.raw`AIza[\w-]{35}|ya29\.[\w-]{20,400}|GOCSPX-[\w-]{20,40}`,
  String.raw`Q~[\w~.-]{31,34}|do[opr]_v1_[a-f\d]{64}|dapi[a-f\d]{32}|hv[sb]\.[\w-]{20,200}|atlasv1\.[\w=-]{60,70}`,
  String.raw`pul-[a-f\d]{40}|fo1_[\w-]{43}|fm[12][ar]?_[\w+\/]{60,400}|HRKU-[\w-]{30,70}|tskey-[\w-]{20,80}`,
  String.raw`pscale_(?:tkn|pw|oauth)_[\w=.-]{20,70}|sbp_[a-f\d]{40}|AGE-SECRET-KEY-1[A-Z\d]{58}`,
  // What tells, and what watches
  String.raw`xox[abeoprs](?:\.xox[bp])?-[\w-]{10,255}|xapp-[\w-]{10,255}|:AA[\w-]{33}(?![\w-])`,
  String.raw`SG\.[\w-]{16,32}\.[\w-]{16,64}|xkeysib-[\w-]{20,100}|key-[a-f\d]{32}`,
  String.raw`sntry[su]_[\w+\/=]{20,400}|gl(?:c|sa)_[\w+\/=]{20,400}|NRAK-[A-Z\d]{27}|lin_api_[A-Za-z\d]{40}|ntn_[A-Za-z\d]{40,50}|PMAK-[a-f\d-]{50,70}`,
  // What pays, and what answers
  String.raw`[sr]k_(?:live|test|prod)_\w{10,255}|whsec_[\w+\/=]{16,100}|sq0[a-z]{3}-[\w-]{22,60}|shp(?:at|ca|pa|ss)_[a-fA-F\d]{32}`,
  String.raw`\bsk-[\w-]{20,255}|hf_[A-Za-z\d]{30,40}|gsk_[A-Za-z\d]{40,60}|pplx-[A-Za-z\d]{40,60}|\br8_[A-Za-z\d]{37,40}`,
  // JSON web tokens, signed or not
  String.raw`\beyJ[\w-]{10,4096}\.[\w-]{10,8192}\.[\w-]{0,4096}`,
  // Addresses to which whoever knows them may write; what counts is their end
  String.raw`(?<=hooks\.slack\.com\/(?:services|workflows|triggers))\/[\w\/]{10,120}`,
  String.raw`(?<=discord(?:app)?\.com\/api)\/webhooks\/\d{5,25}\/[\w-]{20,120}`,
  String.raw`(?<=webhook\.office\.com)\/webhookb2\/[\w@\/-]{20,250}`,
];

const TOKENS = new RegExp(FORMATS.join('|'), 'g');

/** Where there is something that is a token by its looks alone: from, and to where. */
export const tokenPlaces = (text: string): [number, number][] =>
  longWords(text).flatMap(([from, to]) =>
    [...text.slice(from, to).matchAll(TOKENS)].map(({index, 0: {length}}): [number, number] => [
      from + index,
      from + index + length,
    ]),
  );

/** Every token has so many letters, digits, _ and - beside each other. */
const LONG = 16;

/**
 * Words that are long enough to be a token, with what surrounds them in an address. Few lines have one, and whoever tries
 * every format at every letter reads no faster than a slow network. A word so long covers every sixteenth place.
 */
const longWords = (text: string): [number, number][] => {
  const found: [number, number][] = [];
  let past = 0;
  for (let at = LONG - 1; at < text.length; at += LONG) {
    const [from, to] = reach(text, at, {among: WORD, from: at});
    // What does not reach here is short, or was looked at.
    at = Math.max(at, to - 1);
    if (to - from < LONG || from < past || ID.test(text.slice(from, to))) continue;
    const [begin, end] = reach(text, to - 1, {among: WIDE, from});
    found.push([Math.max(begin, past), end]);
    past = end;
    at = end;
  }
  return found;
};

/** Commits, images and requests are called so. */
const ID = /^[\da-fA-F-]+$/;

/** How far the signs reach, back and on, that are among these. */
const reach = (
  text: string,
  at: number,
  {among, from}: {among: Uint8Array; from: number},
): [number, number] => {
  let [begin, end] = [from, at];
  while (end < text.length && among[text.charCodeAt(end)] === 1) end += 1;
  if (end > at) while (begin > 0 && among[text.charCodeAt(begin - 1)] === 1) begin -= 1;
  return [begin, end];
};

const table = (signs: RegExp): Uint8Array =>
  Uint8Array.from({length: 128}, (_, code) => (signs.test(String.fromCharCode(code)) ? 1 : 0));

const WORD = table(/[\w-]/);
const WIDE = table(/[\w.~:/+=-]/);
