import {commit, exited, failedTests, type History} from '../history.ts';

const RAILS = {
  Gemfile: "gem 'rails', '7.1.3'\n",
  'app/models/order.rb': `class Order < ApplicationRecord
  def tax
    Tax.new(net).amount
  end

  def net
    lines.sum(&:price)
  end
end
`,
  'app/services/tax.rb': `class Tax
  RATE = 19

  def initialize(net)
    @net = net
  end

  def amount
    @net * RATE / 100
  end
end
`,
  'app/controllers/orders_controller.rb': `class OrdersController < ApplicationController
  def show
    @order = Order.find(params[:id])
    render plain: @order.tax
  end
end
`,
  'test/tax_test.rb': `require "test_helper"

class TaxTest < ActiveSupport::TestCase
  test "of a hundred" do
    assert_equal 19, Tax.new(100).amount
  end
end
`,
  'db/migrate/20240101000000_create_orders.rb':
    'class CreateOrders < ActiveRecord::Migration[7.1]\n  def change\n    create_table :orders\n  end\nend\n',
  'docker-compose.yml': 'services:\n  web:\n    build: .\n    command: bin/rails server\n',
  Dockerfile: 'FROM ruby:3.3\nCOPY . .\n',
};

export const RAILS_CODE: readonly History[] = [
  {
    name: 'Ruby: a constant went with its file',
    base: RAILS,
    commits: [
      commit('grace', {'app/controllers/orders_controller.rb': ['@order.tax', '@order.tax.to_s']}),
      commit('ada', {'app/services/tax.rb => app/services/vat.rb': ['class Tax', 'class Vat']}),
      commit('nour', {'app/models/order.rb': ['lines.sum(&:price)', 'lines.sum(&:net_price)']}),
    ],
    failure: exited(
      'web',
      `NameError (uninitialized constant Order::Tax):

app/models/order.rb:3:in \`tax'
app/controllers/orders_controller.rb:4:in \`show'`,
    ),
    culprit: 'ada',
  },
  {
    name: 'Ruby: minitest finds a rate wrong',
    base: RAILS,
    commits: [
      commit('ada', {'app/services/tax.rb': ['RATE = 19', 'RATE = 7']}),
      commit('grace', {
        'test/tax_test.rb': [
          '  test "of a hundred"',
          '  test "nothing" do\n    assert true\n  end\n\n  test "of a hundred"',
        ],
      }),
      commit('nour', {'app/controllers/orders_controller.rb': ['params[:id]', 'params.fetch(:id)']}),
    ],
    failure: failedTests({
      name: 'TaxTest › test_of_a_hundred',
      file: 'test/tax_test.rb',
      message: 'Expected: 19\n  Actual: 7',
      details: `Failure:
TaxTest#test_of_a_hundred [test/tax_test.rb:‹test/tax_test.rb|assert_equal 19›]:
Expected: 19
  Actual: 7`,
    }),
    culprit: 'ada',
  },
  {
    name: 'Ruby: a migration that the database refuses',
    base: RAILS,
    commits: [
      commit('nour', {'app/models/order.rb': ['Tax.new(net).amount', 'Tax.new(net).amount.round']}),
      commit('ada', {
        'db/migrate/20240301000000_unique_numbers.rb':
          'class UniqueNumbers < ActiveRecord::Migration[7.1]\n  def change\n    add_index :orders, :number, unique: true\n  end\nend\n',
      }),
      commit('grace', {'app/services/tax.rb': ['@net * RATE / 100', '(@net * RATE / 100.0)']}),
    ],
    failure: exited(
      'web',
      `bin/rails aborted!
StandardError: An error has occurred, this and all later migrations canceled:

PG::UniqueViolation: ERROR:  could not create unique index "index_orders_on_number"
DETAIL:  Key (number)=(7) is duplicated.
/app/db/migrate/20240301000000_unique_numbers.rb:3:in \`change'
/usr/local/bundle/gems/activerecord-7.1.3/lib/active_record/migration.rb:980:in \`exec_migration'`,
    ),
    culprit: 'ada',
  },
];
