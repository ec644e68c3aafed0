import {commit, exited, type History, notBuilt} from '../history.ts';

const BASE = {
  'docker-compose.yml': `services:
  web:
    build: .
    volumes: ["./theme:/var/www/html/wp-content/themes/desk"]
  db:
    image: mariadb:11
    volumes: ["./sql:/docker-entrypoint-initdb.d:ro"]
`,
  Dockerfile: 'FROM php:8.3-apache\nCOPY . /srv\nRUN php bin/console cache:clear\n',
  'theme/functions.php': `<?php

function format_price($cents)
{
    return sprintf('%.2f', $cents / 100);
}

function shop_title()
{
    return 'Desk';
}
`,
  'sql/init.sql': `CREATE TABLE items (id INT PRIMARY KEY);
INSERT INTO items VALUES (1);
CREATE TABLE orders (id INT PRIMARY KEY);
INSERT INTO orders VALUES (1);
`,
  'config/services.yaml': `services:
  App\\Mailer:
    arguments: ['%env(MAILER_DSN)%']
  App\\Clock: ~
`,
  'src/OrderController.php': `<?php

namespace App;

class OrderController
{
    public function __construct(private Mailer $mailer)
    {
    }

    public function send(): void
    {
        $this->mailer->send('order');
    }
}
`,
  'src/Clock.php': '<?php\n\nnamespace App;\n\nclass Clock\n{\n    public const ZONE = "UTC";\n}\n',
};

export const FRESH_PHP: readonly History[] = [
  {
    name: 'WordPress: a function was declared a second time in a new file',
    base: BASE,
    commits: [
      commit('grace', {'theme/functions.php': ["'Desk'", "'The desk'"]}),
      commit('ada', {
        'theme/inc/prices.php':
          "<?php\n\nfunction format_price($cents)\n{\n    return $cents . ' cents';\n}\n",
      }),
      commit('nour', {'src/Clock.php': ['UTC', 'CET']}),
    ],
    failure: exited(
      'web',
      'PHP Fatal error:  Cannot redeclare format_price() (previously declared in /var/www/html/wp-content/themes/desk/functions.php:3) in /var/www/html/wp-content/themes/desk/inc/prices.php on line 3',
    ),
    culprit: 'ada',
  },
  {
    name: 'a file that a database begins with has a statement that it does not know',
    base: BASE,
    commits: [
      commit('grace', {'sql/init.sql': ['INSERT INTO orders VALUES (1)', 'INSERT INTO orders VALUES (2)']}),
      commit('ada', {'sql/init.sql': ['CREATE TABLE orders', 'CREAT TABLE orders']}),
      commit('nour', {'theme/functions.php': ["'Desk'", "'The desk'"]}),
    ],
    failure: exited(
      'db',
      `/usr/local/bin/docker-entrypoint.sh: running /docker-entrypoint-initdb.d/init.sql
ERROR 1064 (42000) at line 3: You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 'CREAT TABLE orders (id INT PRIMARY KEY)' at line 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'Symfony: a service is asked for that was taken out of the configuration',
    base: BASE,
    commits: [
      commit('grace', {'src/OrderController.php': ["'order'", "'an order'"]}),
      commit('ada', {'config/services.yaml': ["  App\\Mailer:\n    arguments: ['%env(MAILER_DSN)%']\n", '']}),
      commit('nour', {'src/Clock.php': ['UTC', 'CET']}),
    ],
    failure: notBuilt(
      'web',
      '3/3] RUN php bin/console cache:clear',
      `1.9 In DefinitionErrorExceptionPass.php line 51:
1.9
1.9   Cannot autowire service "App\\OrderController": argument "$mailer" of method "__construct()" references class "App\\Mailer" but no such service exists.
------
Dockerfile:3
failed to solve: process "/bin/sh -c php bin/console cache:clear" did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
];
