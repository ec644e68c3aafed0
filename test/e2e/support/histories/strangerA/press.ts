/** A press office in PHP with MariaDB, as it was when it was green. */
export const PRESS = {
  Dockerfile: `FROM php:8.2
WORKDIR /app
COPY . .
ENTRYPOINT ["/app/docker-entrypoint.sh"]
CMD ["php", "-S", "0.0.0.0:8080", "-t", "public", "public/index.php"]
`,
  'README.md': `# Press
`,
  'countable.yml': `name: press
health: {minutes: 1}
`,
  'dc.stage.yml': `services:
  web:
    restart: unless-stopped
    ports: ["127.0.0.1:8752:8080"]
  mariadb:
    restart: unless-stopped
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: php tests/run.php
    environment:
      DB_HOST: mariadb
      DB_USER: press
      DB_PASSWORD: \${DB_PASSWORD:-tinte}
    depends_on:
      mariadb:
        condition: service_healthy
`,
  'docker-compose.yml': `services:
  web:
    build: .
    init: true
    environment: &env
      DB_HOST: mariadb
      DB_USER: press
      DB_PASSWORD: \${DB_PASSWORD:-tinte}
    depends_on:
      mariadb:
        condition: service_healthy
  mariadb:
    image: mariadb:10.11
    environment:
      MARIADB_DATABASE: press
      MARIADB_USER: press
      MARIADB_PASSWORD: \${DB_PASSWORD:-tinte}
      MARIADB_RANDOM_ROOT_PASSWORD: "yes"
    volumes:
      - dbdata:/var/lib/mysql
    healthcheck:
      test: ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"]
      interval: 2s
      retries: 40
volumes:
  dbdata:
`,
  'migrate.php': `<?php
require __DIR__ . '/src/Db.php';
$db = Db::connect();
$db->exec('CREATE TABLE IF NOT EXISTS migrations (name VARCHAR(100) PRIMARY KEY)');
foreach (glob(__DIR__ . '/sql/*.sql') as $file) {
    $name = basename($file);
    $done = $db->prepare('SELECT 1 FROM migrations WHERE name = ?');
    $done->execute([$name]);
    if ($done->fetch()) {
        continue;
    }
    echo "migrate $name\\n";
    $db->exec(file_get_contents($file));
    $db->prepare('INSERT INTO migrations VALUES (?)')->execute([$name]);
}
`,
  'src/Db.php': `<?php
final class Db
{
    public static function connect(): PDO
    {
        $ini = parse_ini_file(__DIR__ . '/../config/app.ini');
        $pdo = new PDO(
            'mysql:host=' . getenv('DB_HOST') . ';dbname=' . $ini['database'] . ';charset=utf8mb4',
            getenv('DB_USER'),
            getenv('DB_PASSWORD')
        );
        $pdo->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
        return $pdo;
    }
}
`,
  'templates/list.phtml': `<!doctype html><title>Press</title>
<?php foreach ($articles as $article): ?>
<p><a href="/<?= htmlspecialchars($article['slug']) ?>"><?= htmlspecialchars($article['title']) ?></a></p>
<?php endforeach ?>
`,
};
