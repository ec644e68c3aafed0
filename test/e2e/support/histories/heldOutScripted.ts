import {commit, exited, failedTests, type History, notBuilt, testLog} from './history.ts';
import {PHP, RUBY} from './scripted.ts';

export const HELD_OUT_SCRIPTED: readonly History[] = [
  {
    name: 'PHP: a method has one more parameter, and who calls it was not told',
    base: PHP,
    commits: [
      commit('grace', {
        'public/index.php': ['echo Money::format', "header('X-Shop: 1');\necho Money::format"],
      }),
      commit('ada', {
        'src/Cart.php': ['add(string $name, int $cents)', 'add(string $name, int $cents, int $count)'],
      }),
      commit('nour', {'src/Money.php': ['cents / 100, 2', 'cents / 100, 3']}),
    ],
    failure: exited(
      'web',
      `PHP Fatal error:  Uncaught ArgumentCountError: Too few arguments to function Shop\\Cart::add(), 2 passed in /var/www/html/public/index.php on line ‹public/index.php|add('tea'› and exactly 3 expected in /var/www/html/src/Cart.php:‹src/Cart.php|function add›
Stack trace:
#0 /var/www/html/public/index.php(‹public/index.php|add('tea'›): Shop\\Cart->add('tea', 300)
#1 {main}
  thrown in /var/www/html/src/Cart.php on line ‹src/Cart.php|function add›`,
      255,
    ),
    culprit: 'ada',
  },
  {
    name: 'PHP: a syntax error in the file that is named',
    base: PHP,
    commits: [
      commit('ada', {'src/Money.php': ['$cents / 100, 2);', '$cents / 100, 2)']}),
      commit('grace', {
        'src/Cart.php': ['public function first(): string', 'public function head(): string'],
      }),
      commit('grace', {
        'tests/CartTest.php': ["add('tea', 300);\n        $this", "add('cup', 300);\n        $this"],
      }),
    ],
    failure: testLog(
      `PHP Parse error:  syntax error, unexpected token "}", expecting ";" in /var/www/html/src/Money.php on line ‹src/Money.php|    }›`,
    ),
    culprit: 'ada',
  },
  {
    name: 'Ruby: a method went that an iteration names',
    base: RUBY,
    commits: [
      commit('nour', {'app/services/cart.rb': ["join(', ')", "join(' and ')"]}),
      commit('ada', {'app/models/item.rb': ['  def label', '  def title']}),
      commit('grace', {'app/models/item.rb': ['119 / 100', '120 / 100']}),
    ],
    failure: failedTests({
      name: 'Cart › names all',
      file: './spec/cart_spec.rb',
      message: "undefined method `label' for an instance of Item",
      details: `NoMethodError: undefined method \`label' for an instance of Item
./app/services/cart.rb:‹app/services/cart.rb|map(&:label)›:in \`map'
./app/services/cart.rb:‹app/services/cart.rb|map(&:label)›:in \`names'
./spec/cart_spec.rb:‹spec/cart_spec.rb|.names)›:in \`block (2 levels) in <top (required)>'`,
    }),
    culprit: 'ada',
  },
  {
    name: 'Ruby: a gem is in the Gemfile and not in its lock file',
    base: RUBY,
    commits: [
      commit('grace', {'app/models/item.rb': ['119 / 100', '120 / 100']}),
      commit('ada', {Gemfile: ["gem 'pg'", "gem 'redis', '5.2.0'\ngem 'pg'"]}),
      commit('nour', {Dockerfile: ['WORKDIR /app', 'ENV LANG=C.UTF-8\nWORKDIR /app']}),
    ],
    failure: notBuilt(
      'web',
      '5/6] RUN bundle install',
      ` > [web 5/6] RUN bundle install:
1.2 The dependencies in your gemfile changed, but the lockfile can't be updated
1.2 because frozen mode is set
1.2 You have added to the Gemfile:
1.2 * redis (= 5.2.0)
------
failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 16`,
    ),
    culprit: 'ada',
  },
];
