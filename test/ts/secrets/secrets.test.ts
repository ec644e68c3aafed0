import assert from 'node:assert/strict';
import {createMasks} from '../../../ts-helpers/src/secrets/mask.ts';
import {secretsOfFile, secretsOfVariables, weakSecrets} from '../../../ts-helpers/src/secrets/secrets.ts';

const values = (text: string) => [...new Set(secretsOfFile(text).map(({value}) => value))];
const has = (text: string, ...secrets: string[]) => {
  for (const secret of secrets)
    assert.ok(values(text).includes(secret), `${secret} of ${values(text).join(' | ')}`);
};
const none = (text: string) => {
  assert.deepEqual(values(text), []);
};

const KEY = `-----BEGIN RSA PRIVATE KEY-----
MIIEpAIBAAKCAQEA1c7+9z5Pad7OejecsQ0buHO
hVKJGOzG3tNu6GFqzQ0qmqZnF1nS0dd+JeWm3xx/
-----END RSA PRIVATE KEY-----`;
const LINES = ['MIIEpAIBAAKCAQEA1c7+9z5Pad7OejecsQ0buHO', 'hVKJGOzG3tNu6GFqzQ0qmqZnF1nS0dd+JeWm3xx/'];

describe('the secrets of an env file', () => {
  it('are the values whose names say so', () => {
    assert.deepEqual(
      values('DB_PASSWORD=hunter2\nMY_PWD=abcd1\nexport API_KEY=k3y5\nCARD_PIN=4839\nSALT=s4lt'),
      ['hunter2', 'abcd1', 'k3y5', '4839', 's4lt'],
    );
  });

  it('are not long values of harmless names, nor addresses without a password', () => {
    none(
      'SITE_URL=https://www.shop.example.org/path/to/it?page=2\nTITLE="The shop of all shops"\nDEBUG=false',
    );
    none('ALLOWED_HOSTS=shop.example.org,www.example.org\nAUTH_ENABLED=true\nPASSWORD_RESET_TIMEOUT=259200');
    none(
      'JWT_PUBLIC_KEY_URL=https://auth.example.org/.well-known/jwks.json\nSTATIC_ROOT=/srv/shop/static/files',
    );
    none(
      'GIT_SHA=0123456789abcdef0123456789abcdef01234567\nIMAGE=registry.example.org/team/shop:1.2.3-abcdef0',
    );
    none('SENTRY_ENVIRONMENT=production\nJAVA_OPTS=-Xmx512m -Dspring.profiles.active=prod\nCRON=0 3 * * *');
  });

  it('are not the files and addresses that secrets lie at', () => {
    none(
      'DB_PASSWORD_FILE=/run/secrets/db_password\nSSL_KEY=/etc/ssl/private/shop.key\nTOKEN_URL=https://a.example.org/t',
    );
  });

  it('are read as Compose reads them, and as they are written', () => {
    has('A_PASSWORD=ab$$cd', 'ab$cd', 'ab$$cd');
    has('A_PASSWORD="tab\\tend"', 'tab\tend', 'tab\\tend');
    has('A_PASSWORD: hunter2', 'hunter2');
    has('OTHER=first\nA_PASSWORD=${OTHER}tail', 'firsttail', '${OTHER}tail');
    has("A_PASSWORD='it's good'", "it's good'");
    has('A_PASSWORD="say \\"hi\\""', 'say "hi"', 'say \\"hi\\"');
    has('A_TOKEN=hunter2 # of Ada', 'hunter2');
    has('A_TOKEN=hunter2\r\nB_TOKEN="hunter3"\r\n', 'hunter2', 'hunter3');
    has(`A='oops\nB_PASSWORD=hunter2\nC='x'`, 'hunter2');
    has('\uFEFFA_PASSWORD=hunter2', 'hunter2');
  });

  it('are passwords in addresses, as written and as the server reads them', () => {
    has('DATABASE_URL=postgres://shop:p%40ss@db:5432/shop', 'p%40ss', 'p@ss');
    has('REDIS_URL=redis://:hunter2@redis:6379/0', 'hunter2');
    has('MONGO=mongodb+srv://a:hunter2@x.example.org,y.example.org/?authSource=admin', 'hunter2');
    has('BROKER=amqp://a:hunter2@one//;amqp://a:hunter3@two//', 'hunter2', 'hunter3');
    has('DB=postgres://shop:p/w?d#1@db/shop', 'p/w?d#1');
    has('HTTPS_PROXY=http://ada:hunter2@proxy:3128', 'hunter2');
    has('LINK=https://x.example.org/a?user=ada&access_token=hunter2&page=2', 'hunter2');
    for (const text of [
      'DATABASE_URL=postgres://shop:hunter2@db/shop',
      'SECRET_DATABASE_URL=postgres://shop:hunter2@db/shop',
    ])
      assert.deepEqual(values(text), ['hunter2']);
  });

  it('are passwords in what JDBC, libpq, ODBC and Go take', () => {
    has('JDBC=jdbc:postgresql://db/shop?user=shop&password=hunter2', 'hunter2');
    has('JDBC=jdbc:sqlserver://db:1433;databaseName=shop;user=sa;password=hunter2;encrypt=true', 'hunter2');
    has('JDBC=jdbc:oracle:thin:scott/hunter2@//db:1521/x', 'hunter2');
    has('DSN_OF=host=db user=shop password=hunter2 dbname=shop', 'hunter2');
    has(`PG="host=db password='hun ter2'"`, 'hun ter2');
    has('MSSQL=Server=db;Database=shop;User Id=sa;Password=hunter2;', 'hunter2');
    has('MYSQL_DSN=shop:hunter2@tcp(db:3306)/shop', 'hunter2');
    has('STORAGE=DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=aHVudGVyMg==;', 'aHVudGVyMg==');
  });

  it('are the strings of JSON whose keys say so', () => {
    has(
      'CONFIG={"db": {"user": "shop", "password": "hunter2"}, "api_keys": ["k3y-0ne-x", "k3y-tw0-x"]}',
      'hunter2',
      'k3y-0ne-x',
      'k3y-tw0-x',
    );
    assert.ok(!values('CONFIG={"db": {"user": "shop", "password": "hunter2"}}').includes('shop'));
    has(`GOOGLE='{"type": "service_account", "private_key": "${KEY.replaceAll('\n', '\\n')}"}'`, ...LINES);
    has(
      `DOCKER_AUTH='{"auths": {"r.example.org": {"auth": "YWRhOmh1bnRlcjI="}}}'`,
      'YWRhOmh1bnRlcjI=',
      'hunter2',
    );
    has(
      'GOOGLE_CREDENTIALS={\n  "private_key": "hunter2-and-more",\n  "client_email": "x@example.org"\n}',
      'hunter2-and-more',
    );
  });

  it('are keys of several lines, quoted, in one line, in Base64, and as nobody should write them', () => {
    has(`A_KEY="${KEY}"\nB=2`, ...LINES);
    has(`CERTIFICATE='${KEY}'`, ...LINES);
    has(`A_KEY="${KEY.replaceAll('\n', '\\n')}"`, ...LINES);
    has(`A_KEY=${KEY.replaceAll('\n', '\\n')}`, ...LINES);
    has(`SSL=${Buffer.from(KEY).toString('base64')}`, Buffer.from(KEY).toString('base64'), ...LINES);
    has(`A=1\nA_KEY=${KEY}\nDB_PASSWORD=hunter2`, ...LINES, 'hunter2');
  });

  it('are what stands alone in a list, a pair, a header', () => {
    has('APP_KEYS=first-k3y,second-k3y', 'first-k3y', 'second-k3y');
    has('NEO4J_AUTH=neo4j/hunter2', 'hunter2');
    has('BASIC_AUTH=ada:hunter2', 'hunter2');
    has('HEADER=Authorization: Basic YWRhOmh1bnRlcjI=', 'YWRhOmh1bnRlcjI=');
    has('HTPASSWD=ada:$$apr1$$x8T5w6Fa$$kgmcjp3xTIbwSi0uJHY8t0', '$apr1$x8T5w6Fa$kgmcjp3xTIbwSi0uJHY8t0');
    has('OPTIONS=username=ada,password=hunter2,uid=1000', 'hunter2');
  });

  it('are tokens by their looks, and what was drawn by chance, whatever they are called', () => {
    const tokens = [
      'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
      'glpat-abcdEFGH1234ijkl5678',
      'xoxb-123456789012-abcdefABCDEF123456',
      'AKIAIOSFODNN7EXAMPLE',
      'SG.abcdefghijklmnopqrstuv.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
      'npm_abcdefghijklmnopqrstuvwxyz0123456789',
      'sntrys_eyJpYXQiOjE2OTUxMjM0NTYuNzg5fQ==_abcdefghijk',
      'whsec_abcdefghijklmnop12345678',
    ];
    for (const token of tokens) has(`OTHER=${token}`, token);
    has(
      'HOOK=https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnop12345678',
      '/T00000000/B00000000/abcdefghijklmnop12345678',
    );
    has('SENTRY_DSN=https://examplePublicKey@o0.ingest.sentry.io/0', 'examplePublicKey');
    has('LICENCE=8f14e45fceea167a5a36dedd4bea2543', '8f14e45fceea167a5a36dedd4bea2543');
    has('SOMETHING=kT8w2ZqLx9Vb4NmR7sYc', 'kT8w2ZqLx9Vb4NmR7sYc');
  });

  it('are none in comments, empty lines and what is no variable', () => {
    none('# PASSWORD=hunter2\n\nJUST_A_NAME\nPASSWORD=\nTOKEN=""');
  });

  it('are found fast in a file that was made to be slow', () => {
    const start = performance.now();
    secretsOfFile(`A_KEY="${'\\"'.repeat(50_000)}\n${'x'.repeat(100_000)}`);
    secretsOfFile('A'.repeat(100_000));
    secretsOfFile(`URL=${'a:'.repeat(50_000)}`);
    secretsOfFile(`URL=${'://'.repeat(30_000)}`);
    secretsOfFile(`X=${'a="'.repeat(30_000)}`);
    secretsOfFile(`X=${'--a '.repeat(30_000)}`);
    secretsOfFile(`X=${'{'.repeat(100_000)}`);
    secretsOfFile(`X=${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    assert.ok(performance.now() - start < 30_000, `${performance.now() - start}`);
  });
});

describe('secrets that cannot be hidden', () => {
  const masks = createMasks(word => word === 'orange');
  masks.spare(['shop']);
  const weak = (text: string) => weakSecrets(secretsOfFile(text), masks.canHide);

  it('are named: a word of the project, of a language, of technology, a short number', () => {
    assert.deepEqual(
      weak('DB_PASSWORD=shop\nA_TOKEN=orange\nPG_PASSWORD=postgres\nB_PASSWORD=1234\nC_SECRET=abc'),
      ['DB_PASSWORD', 'A_TOKEN', 'PG_PASSWORD', 'B_PASSWORD', 'C_SECRET'],
    );
  });

  it('are not switches, names that may mean something else, nor what can be hidden', () => {
    assert.deepEqual(
      weak('ALLOW_EMPTY_PASSWORD=yes\nSMTP_AUTH=login\nSORT_KEY=name\nDB_PASSWORD=hunter2\nX_PASSWORD='),
      [],
    );
  });
});

describe('the secrets among the variables of a process', () => {
  it('are tokens and passwords in addresses', () => {
    const found = secretsOfVariables({
      SLACK_BOT_TOKEN: 'xoxb-1-hunter2',
      SMTP_URL: 'smtp://ada:hunter3@mail.example.org:587',
      COUNTABLE_SENTRY_DSN: 'https://8f14e45fceea167a5a36dedd4bea2543@o1.ingest.sentry.io/2',
      COUNTABLE_ENV_FILE: '/srv/secrets/stage.env',
      PATH: '/usr/bin:/bin',
      SSH_AUTH_SOCK: '/tmp/ssh-1/agent.1',
      PWD: '/srv/shop-folder',
    });
    assert.deepEqual(
      found.map(({value}) => value),
      ['xoxb-1-hunter2', 'hunter3', '8f14e45fceea167a5a36dedd4bea2543'],
    );
  });
});

describe('a value that is to be drawn', () => {
  it('is no secret itself: what says how it is written would be masked', () => {
    assert.deepEqual(secretsOfFile('POSTGRES_PASSWORD=<generate>\nTOKEN="<generate>"\n'), []);
  });
});
