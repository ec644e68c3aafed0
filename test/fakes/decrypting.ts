import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {type Decrypting, NotDecrypted, type Obstacle} from '../../ts-helpers/src/outside/decrypting.ts';

export interface FakeDecrypting extends Decrypting {
  /** What a file holds, by its name, and the key that decrypts it: the text of a file. */
  holds: Map<string, {text: string; key?: string; obstacle?: Obstacle}>;
  /** How often something was decrypted. */
  asked: number;
}

/** Programs that decrypt what they are told files hold. */
export const createFakeDecrypting = (): FakeDecrypting => {
  const fake: FakeDecrypting = {
    holds: new Map(),
    asked: 0,
    sops: (file, key) => decrypt(file, key),
    age: (file, key) => decrypt(file, key),
    async recipients(key) {
      return [(await keyIn(key)).toLowerCase().replace('age-secret-key-', 'age')];
    },
  };
  const decrypt = async (file: string, key: string | undefined): Promise<string> => {
    fake.asked += 1;
    const {
      text,
      key: wanted,
      obstacle,
    } = fake.holds.get(path.basename(file)) ?? {text: '', obstacle: 'broken'};
    const given = key === undefined ? undefined : await keyIn(key);
    const found = obstacle ?? (wanted === undefined || wanted === given ? undefined : 'no key');
    if (found !== undefined) throw new NotDecrypted(found, `it says: ${found}`, undefined);
    return text;
  };
  return fake;
};

const keyIn = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8')).split('\n').find(line => line.startsWith('AGE-')) ?? '';

/** A file of sops with these names, as its text; the values are those of nobody. */
export const sopsText = (
  values: Readonly<Record<string, string>>,
  {recipient = 'age1stage', mac = 'of stage'}: {recipient?: string; mac?: string} = {},
): string =>
  [
    ...Object.entries(values).map(
      ([name, value]) => `${name}=ENC[AES256_GCM,data:${Buffer.from(value).toString('hex')},type:str]`,
    ),
    'sops_age__list_0__map_enc=-----BEGIN AGE ENCRYPTED FILE-----\\nYWdl\\n-----END AGE ENCRYPTED FILE-----\\n',
    `sops_age__list_0__map_recipient=${recipient}`,
    'sops_lastmodified=2026-11-26T20:00:00Z',
    `sops_mac=ENC[AES256_GCM,data:${mac},type:str]`,
    'sops_unencrypted_suffix=_unencrypted',
    'sops_version=3.13.3',
    '',
  ].join('\n');
