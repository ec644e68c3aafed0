import assert from 'node:assert/strict';
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {sopsText} from '../../../fakes/decrypting.ts';
import {createRepository} from '../../../fakes/repository.ts';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';
import {aged} from '../../support/aged.ts';

const FILE = 'env.stage.sops.env';
const VALUES = {PASSWORD: 's3cret-of-stage'};
const USING = {
  ...SITE,
  'dc.stage.yml': 'services: {web: {environment: {PASSWORD: "$PASSWORD"}}}',
  [FILE]: sopsText(VALUES),
};
const KEY = 'AGE-SECRET-KEY-1STAGE';

describe('a deploy of a project with encrypted secrets', () => {
  let host: Host;
  afterEach(() => host.remove());

  /** With the key of staging beside the project, and that of production. */
  const given = async (files: Readonly<Record<string, string>> = USING): Promise<Host> => {
    host = await createHost(files);
    await host.put({
      'keys/stage.txt': `# public key: age1stage\n${KEY}\n`,
      'keys/prod.txt': 'AGE-SECRET-KEY-1PROD',
    });
    host.decrypting.holds.set(FILE, {text: 'PASSWORD=s3cret-of-stage'});
    return host;
  };
  const key = (name = 'stage') => path.join(host.root, `keys/${name}.txt`);
  const refused = async (asked: DeployGiven = {}): Promise<UserError> =>
    host.deploy(asked).then(
      () => assert.fail('it was deployed'),
      (error: unknown) => error as UserError,
    );
  const envFile = () => path.join(host.folder, '.env');

  it('has them as the .env of the deploy, hidden, for its user alone', async () => {
    await given();
    await host.deploy({ageKey: key()});
    assert.equal(await readFile(envFile(), 'utf8'), 'PASSWORD=s3cret-of-stage\n');
    assert.equal((await stat(envFile())).mode & 0o777, 0o600);
    for (const secret of ['s3cret-of-stage', KEY]) assert.ok(host.voice.hidden.includes(secret), secret);
    const web = host.engine.containers.find(({name}) => name === 'shop-stage-web-1');
    assert.deepEqual(web?.variables, {PASSWORD: 's3cret-of-stage'});
  });

  it('brings back those of its release with a release', async () => {
    await given();
    await host.deploy({ageKey: key()});
    host.decrypting.holds.set(FILE, {text: 'PASSWORD=another-s3cret'});
    await host.write({[FILE]: sopsText({PASSWORD: 'another-s3cret'}, {mac: 'later'})});
    await host.deploy({ageKey: key()});
    assert.match(await readFile(envFile(), 'utf8'), /another/);
    host.decrypting.holds.set(FILE, {text: 'PASSWORD=s3cret-of-stage'});
    await host.write({[FILE]: USING[FILE] ?? ''});
    await host.deploy({ageKey: key()});
    assert.match(await readFile(envFile(), 'utf8'), /of-stage/);
  });

  it('says in its plan by which names they differ from those that are live, and no value', async () => {
    await given();
    await host.deploy({ageKey: key()});
    host.decrypting.holds.set(FILE, {text: 'PASSWORD=another-s3cret\nTOKEN=abcdefg'});
    const {steps} = await host.plan({ageKey: key()});
    const fill = steps.find(({id}) => id === 'fill')?.does ?? '';
    assert.match(fill, /and the secrets \.env \(of env\.stage\.sops\.env; new: TOKEN; changed: PASSWORD\)$/);
    host.decrypting.holds.set(FILE, {text: 'PASSWORD=s3cret-of-stage'});
    const same = (await host.plan({ageKey: key()})).steps.find(({id}) => id === 'fill')?.does ?? '';
    assert.match(same, /and the secrets \.env \(of env\.stage\.sops\.env\):/);
  });

  it('takes what is given instead, asks for no key, and says so', async () => {
    await given();
    await host.put({'mine.env': 'PASSWORD=by-hand-s3cret\n'});
    const {warnings} = await host.deploy({secretFile: path.join(host.root, 'mine.env')});
    assert.equal(await readFile(envFile(), 'utf8'), 'PASSWORD=by-hand-s3cret\n');
    assert.equal(host.decrypting.asked, 0);
    assert.deepEqual(
      warnings?.map(({code, message}) => [code, message]),
      [['SECRETS_TWICE', 'env.stage.sops.env is not used: the file that COUNTABLE_ENV_FILE names counts.']],
    );
  });

  it('counts in production as secrets that were given', async () => {
    await given({
      ...SITE,
      'dc.prod.yml': 'services: {web: {environment: {PASSWORD: "$PASSWORD"}}}',
      'env.prod.age': aged('bytes'),
    });
    host.decrypting.holds.set('env.prod.age', {text: 'PASSWORD=of-production', key: 'AGE-SECRET-KEY-1PROD'});
    const asked = {environment: 'prod', ageKey: key('prod')};
    await host.deploy(asked);
    await host.deploy(asked);
    const {code, message} = await refused({environment: 'prod'});
    assert.equal(code, 'KEY_MISSING');
    assert.match(message, /env\.prod\.age is encrypted, and this deploy was given no key/);
  });

  it('is refused with another key, and says whose it is', async () => {
    await given({...USING, 'env.prod.sops.env': sopsText({A: 'b'}, {recipient: 'age1prod', mac: 'of prod'})});
    host.decrypting.holds.set(FILE, {text: '', key: KEY});
    const {code, message, where, remedy} = await refused({ageKey: key('prod')});
    assert.deepEqual([code, where], ['KEY_WRONG', FILE]);
    assert.equal(
      message,
      'The key that was given, age1prod, does not decrypt env.stage.sops.env: it is that of prod. It is encrypted for age1stage.',
    );
    assert.match(remedy, /COUNTABLE_AGE_KEY_FILE=<file> countable deploy stage/);
    assert.equal((await refused()).code, 'KEY_MISSING');
    assert.equal((await refused({ageKey: key('nobody')})).code, 'BAD_ARGUMENT');
  });

  it('says in Jenkins which credential it needs', async () => {
    await given();
    host.decrypting.holds.set(FILE, {text: '', key: KEY});
    const facts = {jenkins: {jobName: 'shop/develop', branchName: 'develop', buildNumber: 1}};
    host.engine.containers.length = 0;
    const {code, remedy} = await refused({facts});
    assert.equal(code, 'KEY_MISSING');
    assert.match(remedy, /countable jenkins credentials --set shop-stage-age-key --from <file>/);
  });

  it('tells what is wrong with the file, the key or the program', async () => {
    await given();
    const told = async (obstacle: 'broken' | 'broken key' | 'late' | 'other') => {
      host.decrypting.holds.set(FILE, {text: '', obstacle});
      const {code, message} = await refused({ageKey: key()});
      return `${code}: ${message}`;
    };
    assert.match(await told('broken'), /^ENCRYPTED_INVALID: sops cannot decrypt env\.stage\.sops\.env/);
    assert.match(
      await told('broken key'),
      /^KEY_WRONG: What the file that COUNTABLE_AGE_KEY_FILE names holds is no key of age/,
    );
    assert.match(await told('late'), /^DECRYPTING_FAILED: .* did not answer within a minute\.$/);
    assert.match(await told('other'), /^DECRYPTING_FAILED: .* sops failed: it says: other\.$/);
  });

  it('is refused with what nobody encrypted, before anything else, whatever is given', async () => {
    await given({...USING, [FILE]: 'PASSWORD=s3cret-of-stage\n'});
    await host.put({'mine.env': 'PASSWORD=by-hand-s3cret\n'});
    for (const asked of [{ageKey: key()}, {secretFile: path.join(host.root, 'mine.env')}]) {
      const {code, where} = await refused(asked);
      assert.deepEqual([code, where], ['SECRET_IN_REPOSITORY', `${FILE}:1`]);
    }
    assert.deepEqual(host.engine.containers, []);
  });

  it('tells of one that git ignores, which no release has', async () => {
    await given({...USING, '.gitignore': '*.env\n'});
    createRepository(host.workspace).commit('Begin');
    assert.deepEqual([(await refused({ageKey: key()})).code], ['FILE_MISSING']);
  });

  it('names the line of the encrypted file in what it has against the variables', async () => {
    await given({...USING, 'dc.stage.yml': 'services: {web: {environment: {A: "$PASSWORD$MORE"}}}'});
    const {code, remedy} = await refused({ageKey: key()});
    assert.equal(code, 'MISSING_VARIABLE');
    assert.match(remedy, /Add MORE to env\.stage\.sops\.env: sops edit env\.stage\.sops\.env/);
  });
});
