/** A Ruby till, a worker in Go, and what is about them, as they were when they were green. */
export const KIOSK = {
  'docker-compose.yml': `services:
  till:
    build: till
    ports: ["\${TILL_PORT}:9292"]
    environment:
      RACK_PORT: \${RACK_PORT}
      MAIL_HOST: post
    healthcheck:
      test: curl -f http://localhost:9292/up
      interval: 2s
      retries: 5
    depends_on: [post, store]
  sorter:
    build: sorter
    depends_on: [store]
  post:
    image: axllent/mailpit:v1.20
  store:
    image: valkey/valkey:8
`,
  'dc.test.yml': 'services:\n  test:\n    build: till\n    command: bundle exec rspec\n',
  '.env': 'TILL_PORT=8470\nRACK_PORT=9292\nCURRENCY=EUR\n',
  'till/Dockerfile':
    'FROM ruby:3.3-slim\nWORKDIR /till\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nCOPY . .\nENTRYPOINT ["./bin/boot"]\n',
  'till/Gemfile': "source 'https://rubygems.org'\ngem 'sinatra', '4.0.0'\ngem 'puma', '6.4.2'\n",
  'till/Gemfile.lock': 'GEM\n  specs:\n    puma (6.4.2)\n    sinatra (4.0.0)\n',
  'till/bin/boot': '#!/bin/sh\nset -e\nenvsubst < conf/puma.tmpl > /tmp/puma.rb\nexec puma -C /tmp/puma.rb\n',
  'till/conf/puma.tmpl': 'port $RACK_PORT\nthreads 1, 4\n',
  'till/lib/receipt.rb': `class Receipt
  def initialize(lines)
    @lines = lines
  end

  def total
    @lines.sum { |line| line[:price] * line[:count] }
  end

  def title
    "Receipt of #{@lines.size}"
  end
end
`,
  'till/lib/letters.rb': `require 'net/smtp'

module Letters
  def self.deliver(text)
    Net::SMTP.start(ENV.fetch('MAIL_HOST'), 1025) { |smtp| smtp.send_message(text, 'a@b.c', 'd@e.f') }
  end
end
`,
  'till/app.rb': `require 'sinatra'
require_relative 'lib/receipt'
require_relative 'lib/letters'

get('/up') { 'up' }

get('/receipt') do
  Receipt.new([{price: 3, count: 2}]).title
end
`,
  'till/spec/receipt_spec.rb': `require_relative '../lib/receipt'

RSpec.describe Receipt do
  it 'adds up' do
    expect(Receipt.new([{price: 3, count: 2}]).total).to eq 6
  end

  it 'has a title' do
    expect(Receipt.new([{price: 3, count: 2}]).title).to eq 'Receipt of 1'
  end
end
`,
  'sorter/Dockerfile':
    'FROM golang:1.22-bookworm\nWORKDIR /sorter\nCOPY . .\nRUN go build -o /usr/bin/sorter .\nCMD ["./run.sh"]\n',
  'sorter/go.mod': 'module example.org/sorter\n\ngo 1.22\n\nrequire github.com/redis/go-redis/v9 v9.6.1\n',
  'sorter/run.sh': '#!/bin/sh\nset -eu\nexec /usr/bin/sorter\n',
  'sorter/main.go': `package main

import "fmt"

func main() {
	fmt.Println("sorting", rank([]int{3, 1}))
}

func rank(all []int) int {
	return all[0]
}
`,
  'README.md': '# Kiosk\n',
};
