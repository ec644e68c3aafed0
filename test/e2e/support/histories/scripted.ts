export const PHP = {
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

export const RUBY = {
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
