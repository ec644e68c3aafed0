import {commit, exited, failedTests, testLog, type History} from '../history.ts';

const LARAVEL = {
  'composer.json': '{\n  "require": {"laravel/framework": "11.0"}\n}\n',
  'app/Models/Item.php': `<?php

namespace App\\Models;

use Illuminate\\Database\\Eloquent\\Model;

class Item extends Model
{
    protected $fillable = ['name', 'price'];

    public function gross(): float
    {
        return $this->price * 1.19;
    }
}
`,
  'app/Support/Money.php':
    '<?php\n\nnamespace App\\Support;\n\nclass Money\n{\n    public static function of(float $amount): string\n    {\n        return number_format($amount, 2);\n    }\n}\n',
  'app/Http/Controllers/ItemController.php': `<?php

namespace App\\Http\\Controllers;

use App\\Models\\Item;
use App\\Support\\Money;

class ItemController extends Controller
{
    public function index()
    {
        return Item::where('price', '>', 0)->get();
    }

    public function show(Item $item)
    {
        return Money::of($item->gross());
    }
}
`,
  'database/migrations/2024_01_01_000000_create_items.php':
    "<?php\nreturn new class extends Migration {\n    public function up(): void\n    {\n        Schema::create('items', fn ($table) => $table->id());\n    }\n};\n",
  'tests/Unit/ItemTest.php': `<?php

namespace Tests\\Unit;

use App\\Models\\Item;
use PHPUnit\\Framework\\TestCase;

class ItemTest extends TestCase
{
    public function test_gross(): void
    {
        $item = new Item(['name' => 'tea', 'price' => 100]);
        $this->assertEqualsWithDelta(119, $item->gross(), 0.001);
    }
}
`,
  'docker-compose.yml':
    'services:\n  web:\n    build: .\n  db:\n    image: mariadb:10.11\n    environment:\n      MARIADB_PASSWORD: tea\n',
  Dockerfile: 'FROM php:8.3-apache\nCOPY . /var/www/html\n',
};

export const LARAVEL_CODE: readonly History[] = [
  {
    name: 'PHP: a query asks for a column that was renamed in the same commit',
    base: LARAVEL,
    commits: [
      commit('grace', {'app/Models/Item.php': ['1.19', '1.2']}),
      commit('ada', {
        'app/Http/Controllers/ItemController.php': ["where('price', '>', 0)", "where('stock', '>', 0)"],
      }),
      commit('nour', {'app/Support/Money.php': ['$amount, 2', '$amount, 3']}),
    ],
    failure: exited(
      'web',
      `[2026-11-24 10:00:00] production.ERROR: SQLSTATE[42S22]: Column not found: 1054 Unknown column 'stock' in 'where clause' (Connection: mysql, SQL: select * from \`items\` where \`stock\` > 0) {"exception":"[object] (Illuminate\\\\Database\\\\QueryException(code: 42S22) at /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connection.php:829)
[stacktrace]
#0 /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connection.php(783): Illuminate\\\\Database\\\\Connection->runQueryCallback('select * from \`...', Array, Object(Closure))
#1 /var/www/html/app/Http/Controllers/ItemController.php(‹app/Http/Controllers/ItemController.php|where('stock'›): Illuminate\\\\Database\\\\Eloquent\\\\Builder->get()
#2 /var/www/html/public/index.php(51): Illuminate\\\\Foundation\\\\Http\\\\Kernel->handle(Object(Illuminate\\\\Http\\\\Request))`,
    ),
    culprit: 'ada',
  },
  {
    name: 'PHP: a class went with its file',
    base: LARAVEL,
    commits: [
      commit('ada', {'app/Support/Money.php': null}),
      commit('grace', {'app/Models/Item.php': ['1.19', '1.2']}),
      commit('nour', {'app/Http/Controllers/ItemController.php': ["'>', 0", "'>=', 0"]}),
    ],
    failure: testLog(`Error: Class "App\\Support\\Money" not found

/app/app/Http/Controllers/ItemController.php:‹app/Http/Controllers/ItemController.php|Money::of›
/app/vendor/laravel/framework/src/Illuminate/Routing/Controller.php:54`),
    culprit: 'ada',
  },
  {
    name: 'PHP: phpunit finds a sum wrong',
    base: LARAVEL,
    commits: [
      commit('grace', {
        'tests/Unit/ItemTest.php': [
          'class ItemTest extends TestCase\n{\n',
          'class ItemTest extends TestCase\n{\n    public function test_nothing(): void\n    {\n        $this->assertTrue(true);\n    }\n\n',
        ],
      }),
      commit('ada', {'app/Models/Item.php': ['1.19', '1.07']}),
      commit('nour', {'app/Http/Controllers/ItemController.php': ["'>', 0", "'>=', 0"]}),
    ],
    failure: failedTests({
      name: 'Tests\\Unit\\ItemTest › test_gross',
      file: '/app/tests/Unit/ItemTest.php',
      message: 'Failed asserting that 107.0 matches expected 119.',
      details: `Tests\\Unit\\ItemTest::test_gross
Failed asserting that 107.0 matches expected 119.

/app/tests/Unit/ItemTest.php:‹tests/Unit/ItemTest.php|gross()›`,
    }),
    culprit: 'ada',
  },
  {
    name: 'MariaDB: a password was changed in the compose file while the volume has the old one',
    base: LARAVEL,
    commits: [
      commit('nour', {'app/Models/Item.php': ['1.19', '1.2']}),
      commit('ada', {'docker-compose.yml': ['MARIADB_PASSWORD: tea', 'MARIADB_PASSWORD: coffee']}),
      commit('grace', {Dockerfile: ['COPY .', 'WORKDIR /var/www/html\nCOPY .']}),
    ],
    failure: exited(
      'web',
      "SQLSTATE[HY000] [1045] Access denied for user 'shop'@'172.18.0.3' (using password: YES)",
    ),
    culprit: 'ada',
  },
];
