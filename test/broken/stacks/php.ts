/** A page of PHP over MariaDB. */
export const php = {
  'docker-compose.yml': `services:
  db:
    image: mariadb:10.11
    environment:
      MARIADB_DATABASE: shop
      MARIADB_USER: shop
      MARIADB_PASSWORD: not-a-secret
      MARIADB_RANDOM_ROOT_PASSWORD: 'yes'
    volumes: ['data:/var/lib/mysql']
    healthcheck:
      test: [CMD, healthcheck.sh, --connect, --innodb_initialized]
      interval: 2s
      retries: 60
  web:
    build: .
    init: true
    environment: &web
      DB_HOST: db
      DB_USER: shop
      DB_PASSWORD: not-a-secret
    depends_on:
      db: {condition: service_healthy}
volumes: {data: }
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: php tests/run.php
    environment:
      DB_HOST: db
      DB_USER: shop
      DB_PASSWORD: not-a-secret
    depends_on:
      db: {condition: service_healthy}
`,
  'dc.stage.yml': `services:
  web:
    ports: ['127.0.0.1:PORT:8080']
`,
  'countable.yml': 'health: {minutes: 0.5}\n',
  Dockerfile: `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends php-cli php-mysql && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
CMD ["sh", "-c", "php migrate.php && exec php -S 0.0.0.0:8080 -t public"]
`,
  'migrate.php': `<?php
require __DIR__ . '/src/database.php';

foreach (glob(__DIR__ . '/migrations/*.sql') as $file) {
    echo 'Applying ' . basename($file) . "\\n";
    database()->exec(file_get_contents($file));
}
`,
  'migrations/001_articles.sql':
    'CREATE TABLE IF NOT EXISTS articles (id INT PRIMARY KEY, title VARCHAR(200) NOT NULL);\n',
  'src/database.php': `<?php
function database(): PDO
{
    $host = getenv('DB_HOST');
    return new PDO("mysql:host=$host;dbname=shop", getenv('DB_USER'), getenv('DB_PASSWORD'));
}
`,
  'src/articles.php': `<?php
function titles(array $articles): string
{
    return implode(', ', array_map(fn ($article) => $article['title'], $articles));
}
`,
  'public/index.php': `<?php
require __DIR__ . '/../src/database.php';
require __DIR__ . '/../src/articles.php';
echo titles(database()->query('SELECT * FROM articles')->fetchAll());
`,
  'tests/run.php': `<?php
require __DIR__ . '/../src/articles.php';
require __DIR__ . '/../migrate.php';

$shown = titles([['title' => 'Chair'], ['title' => 'Table']]);
if ($shown !== 'Chair, Table') {
    fwrite(STDERR, "FAIL titles are listed: got $shown\\n");
    exit(1);
}
echo "OK (1 test)\\n";
`,
};
