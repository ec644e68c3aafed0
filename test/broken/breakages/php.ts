import {BOTH, DEPLOY, but, type Breakage, type Files} from '../breakage.ts';
import {php} from '../stacks/php.ts';

const inPhp: readonly [Files, Files] = [
  {'migrations/001_articles.sql': `-- What we sell.\n${php['migrations/001_articles.sql']}`},
  {'tests/run.php': `${php['tests/run.php']}// More to come.\n`},
];

export const phpBreakages: readonly Breakage[] = [
  {
    name: 'php-syntax',
    stack: php,
    stage: BOTH,
    breaks: {'src/articles.php': but(php['src/articles.php'], '));', ')')},
    says: /articles\.php/,
    remedy: /src\/articles\.php/,
  },
  {
    name: 'php-password',
    stack: php,
    stage: DEPLOY,
    breaks: {'dc.stage.yml': `${php['dc.stage.yml']}    environment: {DB_PASSWORD: another-word}\n`},
    says: /Access denied|password/i,
    remedy: /password|DB_PASSWORD/i,
  },
  {
    name: 'php-no-driver',
    stack: php,
    stage: BOTH,
    breaks: {Dockerfile: but(php.Dockerfile, ' php-mysql', '')},
    says: /driver/,
    remedy: /php-mysql|pdo_mysql|extension|Dockerfile/i,
  },
  {
    name: 'php-migration',
    stack: php,
    stage: BOTH,
    breaks: {'migrations/002_cents.sql': 'ALTER TABLE article ADD COLUMN cents INT;\n'},
    says: /shop\.article/,
    remedy: /migration|table/i,
  },
  {
    name: 'php-host',
    stack: php,
    stage: DEPLOY,
    breaks: {'docker-compose.yml': but(php['docker-compose.yml'], 'DB_HOST: db', 'DB_HOST: mariadb')},
    innocents: inPhp,
    says: /mariadb/,
    remedy: /DB_HOST|db\b/,
  },
  {
    name: 'php-no-extension',
    stack: php,
    stage: BOTH,
    breaks: {
      'src/articles.php': but(
        php['src/articles.php'],
        "$article['title']",
        "mb_strimwidth($article['title'], 0, 40)",
      ),
    },
    innocents: inPhp,
    says: /mb_strimwidth/,
    remedy: /mbstring/,
  },
  {
    name: 'php-class',
    stack: php,
    stage: DEPLOY,
    breaks: {
      'src/Basket.php': '<?php\nnamespace Shop;\n\nclass Basket\n{\n    public int $count = 0;\n}\n',
      'public/index.php': `${php['public/index.php']}require __DIR__ . '/../src/Basket.php';\necho (new Basket())->count;\n`,
    },
    innocents: inPhp,
    says: /Basket/,
    remedy: /namespace|use |Basket/,
  },
  {
    name: 'php-column',
    stack: php,
    stage: DEPLOY,
    breaks: {
      'public/index.php': but(php['public/index.php'], 'SELECT * FROM', 'SELECT name AS title FROM'),
    },
    innocents: inPhp,
    says: /name/,
    remedy: /migration|column/i,
  },
];
