import {commit, exited, failedTests, type History, notBuilt, testLog, unhealthy} from './history.ts';

const PHP = {
  'composer.json': '{\n  "require": {\n    "php": ">=8.1"\n  }\n}\n',
  'src/Cart.php': `<?php
namespace Shop;

class Cart
{
    private array $lines = [];

    public function add(string $name, int $cents): void
    {
        $this->lines[] = ['name' => $name, 'cents' => $cents];
    }

    public function total(): int
    {
        return array_sum(array_column($this->lines, 'cents'));
    }

    public function first(): string
    {
        return $this->lines[0]['name'];
    }
}
`,
  'src/Money.php': `<?php
namespace Shop;

class Money
{
    public static function format(int $cents): string
    {
        return number_format($cents / 100, 2);
    }
}
`,
  'public/index.php': `<?php
require __DIR__ . '/../vendor/autoload.php';

use Shop\\Cart;
use Shop\\Money;

$cart = new Cart();
$cart->add('tea', 300);
echo Money::format($cart->total());
`,
  'tests/CartTest.php': `<?php
use PHPUnit\\Framework\\TestCase;
use Shop\\Cart;

final class CartTest extends TestCase
{
    public function testTotal(): void
    {
        $cart = new Cart();
        $cart->add('tea', 300);
        $this->assertSame(300, $cart->total());
    }
}
`,
  'docker-compose.yml': 'services:\n  web:\n    build: .\n',
  Dockerfile: 'FROM php:8.2-apache\nCOPY . /var/www/html\n',
};

const RUBY = {
  Gemfile: "source 'https://rubygems.org'\ngem 'rails', '7.1.3'\ngem 'pg', '1.5.6'\n",
  'Gemfile.lock': 'GEM\n  specs:\n    pg (1.5.6)\n    rails (7.1.3)\n',
  'app/models/item.rb': `class Item < ApplicationRecord
  def gross
    price * 119 / 100
  end

  def label
    name.strip.capitalize
  end
end
`,
  'app/services/cart.rb': `class Cart
  def initialize(items)
    @items = items
  end

  def total
    @items.sum(&:gross)
  end

  def names
    @items.map(&:label).join(', ')
  end
end
`,
  'spec/cart_spec.rb': `require 'rails_helper'

RSpec.describe Cart do
  it 'adds up' do
    expect(Cart.new([Item.new(name: 'tea', price: 100)]).total).to eq(119)
  end

  it 'names all' do
    expect(Cart.new([Item.new(name: 'tea', price: 100)]).names).to eq('Tea')
  end
end
`,
  'docker-compose.yml': 'services:\n  web:\n    build: .\n  db:\n    image: postgres:15\n',
  Dockerfile: 'FROM ruby:3.3\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nCOPY . .\n',
};

const GO = {
  'go.mod': 'module example.org/desk\n\ngo 1.22\n',
  'cart/cart.go': `package cart

type Item struct {
	Name  string
	Cents int
}

func Total(items []Item) int {
	sum := 0
	for _, item := range items {
		sum += item.Cents
	}
	return sum
}

func First(items []Item) string {
	return items[0].Name
}
`,
  'cart/cart_test.go': `package cart

import "testing"

func TestTotal(t *testing.T) {
	if got := Total([]Item{{"tea", 300}}); got != 300 {
		t.Errorf("Total = %d, want 300", got)
	}
}
`,
  'main.go': `package main

import (
	"fmt"
	"net/http"

	"example.org/desk/cart"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, cart.First(nil))
	})
	http.ListenAndServe(":8080", nil)
}
`,
  'docker-compose.yml': 'services:\n  api:\n    build: .\n',
  Dockerfile: 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /api .\n',
};

const JAVA = {
  'pom.xml': '<project>\n  <artifactId>desk</artifactId>\n</project>\n',
  'src/main/java/com/desk/Cart.java': `package com.desk;

import java.util.List;

public class Cart {
    private final List<Item> items;

    public Cart(List<Item> items) {
        this.items = items;
    }

    public int total() {
        return items.stream().mapToInt(Item::cents).sum();
    }

    public String first() {
        return items.get(0).name().trim();
    }
}
`,
  'src/main/java/com/desk/Item.java': 'package com.desk;\n\npublic record Item(String name, int cents) {}\n',
  'src/main/java/com/desk/App.java': `package com.desk;

import java.util.List;

public class App {
    public static void main(String[] args) {
        System.out.println(new Cart(Catalogue.items()).first());
    }
}
`,
  'src/main/java/com/desk/Catalogue.java': `package com.desk;

import java.util.List;

public class Catalogue {
    static List<Item> items() {
        return List.of(new Item("tea", 300), new Item("cup", 900));
    }
}
`,
  'src/test/java/com/desk/CartTest.java': `package com.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CartTest {
    @Test
    void addsUp() {
        assertEquals(300, new Cart(List.of(new Item("tea", 300))).total());
    }
}
`,
  'docker-compose.yml': 'services:\n  app:\n    build: .\n',
  Dockerfile: 'FROM maven:3.9\nCOPY . .\nRUN mvn package\n',
};

export const OTHERS: readonly History[] = [
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
  {
    name: 'Go: a panic at the line that was changed, below the untouched caller',
    base: GO,
    commits: [
      commit('ada', {'cart/cart.go': ['return items[0].Name', 'return items[len(items)].Name']}),
      commit('grace', {'cart/cart_test.go': ['{"tea", 300}', '{"cup", 300}']}),
      commit('grace', {'main.go': ['":8080"', '":8081"']}),
      commit('nour', {'cart/cart.go': ['	sum := 0\n', '	var sum int\n']}),
    ],
    failure: exited(
      'api',
      `2026/11/24 10:00:00 http: panic serving 172.18.0.1:50544: runtime error: index out of range [0] with length 0
goroutine 18 [running]:
net/http.(*conn).serve.func1()
	/usr/local/go/src/net/http/server.go:1898 +0xbe
panic({0x6a2a40?, 0xc000016180?})
	/usr/local/go/src/runtime/panic.go:770 +0x132
example.org/desk/cart.First(...)
	/src/cart/cart.go:‹cart/cart.go|return items[›
main.main.func1({0x74bbb0, 0xc0000e2000}, 0xc0000d8000?)
	/src/main.go:‹main.go|cart.First› +0x45`,
      2,
    ),
    culprit: 'ada',
  },
  {
    name: 'Go: a test that fails on what it tests',
    base: GO,
    commits: [
      commit('grace', {
        'cart/cart_test.go': ['func TestTotal', 'func TestNothing(t *testing.T) {}\n\nfunc TestTotal'],
      }),
      commit('ada', {'cart/cart.go': ['sum += item.Cents', 'sum = item.Cents + 1']}),
      commit('nour', {'main.go': ['":8080"', '":8081"']}),
    ],
    failure: testLog(`--- FAIL: TestTotal (0.00s)
    cart_test.go:‹cart/cart_test.go|t.Errorf›: Total = 301, want 300
FAIL
FAIL	example.org/desk/cart	0.002s
FAIL`),
    culprit: 'ada',
  },
  {
    name: 'Java: the cause of an exception, by class and line',
    base: JAVA,
    commits: [
      commit('grace', {'src/main/java/com/desk/App.java': ['System.out.println(', 'System.err.println(']}),
      commit('ada', {
        'src/main/java/com/desk/Catalogue.java': ['new Item("tea", 300)', 'new Item(null, 300)'],
      }),
      commit('nour', {
        'src/main/java/com/desk/Cart.java': ['mapToInt(Item::cents)', 'mapToInt(item -> item.cents())'],
      }),
    ],
    failure: exited(
      'app',
      `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.trim()" because the return value of "com.desk.Item.name()" is null
	at com.desk.Cart.first(Cart.java:‹src/main/java/com/desk/Cart.java|trim()›)
	at com.desk.App.main(App.java:‹src/main/java/com/desk/App.java|println(›)`,
    ),
    culprit: null,
  },
  {
    name: 'Java: a test of a class whose method was changed',
    base: JAVA,
    commits: [
      commit('nour', {'src/main/java/com/desk/Catalogue.java': ['"cup", 900', '"cup", 950']}),
      commit('ada', {
        'src/main/java/com/desk/Cart.java': [
          'mapToInt(Item::cents).sum()',
          'mapToInt(Item::cents).max().orElse(0) + 1',
        ],
      }),
      commit('grace', {
        'src/test/java/com/desk/CartTest.java': [
          '    @Test\n',
          '    @Test\n    void nothing() {}\n\n    @Test\n',
        ],
      }),
    ],
    failure: failedTests({
      name: 'com.desk.CartTest › addsUp',
      message: 'expected: <300> but was: <301>',
      details: `org.opentest4j.AssertionFailedError: expected: <300> but was: <301>
	at org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)
	at org.junit.jupiter.api.Assertions.assertEquals(Assertions.java:531)
	at com.desk.CartTest.addsUp(CartTest.java:‹src/test/java/com/desk/CartTest.java|assertEquals(300›)
	at java.base/java.lang.reflect.Method.invoke(Method.java:580)`,
    }),
    culprit: 'ada',
  },
  {
    name: 'a health check came that asks for what is not there; the code below was touched more often',
    base: {...GO, 'docker-compose.yml': 'services:\n  api:\n    build: .\n    ports: ["8080:8080"]\n'},
    commits: [
      commit('grace', {'main.go': ['cart.First(nil)', 'cart.Total(nil)']}),
      commit('grace', {'cart/cart.go': ['sum := 0', 'sum := 1 - 1']}),
      commit('ada', {
        'docker-compose.yml': [
          '    build: .\n',
          '    build: .\n    healthcheck:\n      test: curl -f http://localhost:8000/\n',
        ],
      }),
      commit('nour', {'go.mod': ['go 1.22', 'go 1.23']}),
    ],
    failure: unhealthy(
      'api',
      'curl: (7) Failed to connect to localhost port 8000 after 0 ms: Connection refused',
    ),
    culprit: 'ada',
  },
];
