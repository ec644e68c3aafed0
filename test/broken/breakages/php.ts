import {BOTH, DEPLOY, but, type Breakage} from '../breakage.ts';
import {php} from '../stacks/php.ts';

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
];
