import {but} from '../breakage.ts';

/** A counter in Ruby over Redis. */
export const ruby = {
  'docker-compose.yml': `services:
  redis:
    image: redis:7
    command: redis-server /etc/redis.conf
    volumes: ['./redis.conf:/etc/redis.conf:ro']
  web:
    build: .
    init: true
    restart: unless-stopped
    environment:
      REDIS_URL: redis://redis:6379/0
    depends_on: [redis]
`,
  'dc.test.yml': `services:
  test:
    build: .
    command: ruby -Ilib test/counter_test.rb
    environment:
      REDIS_URL: redis://redis:6379/0
    depends_on: [redis]
`,
  'dc.stage.yml': `services:
  web:
    ports: ['127.0.0.1:PORT:4567']
`,
  'countable.yml': 'health: {minutes: 0.5}\n',
  'redis.conf': 'save ""\nappendonly no\nprotected-mode no\n',
  Dockerfile: `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ruby ruby-redis ruby-minitest && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
CMD ["ruby", "-Ilib", "server.rb"]
`,
  'lib/counter.rb': `require 'redis'

class Counter
  def initialize(redis = Redis.new(url: ENV.fetch('REDIS_URL')))
    @redis = redis
  end

  def count(page)
    @redis.incr("visits:#{page}")
  end

  def label(page, visits)
    "#{page.capitalize}: #{visits}"
  end
end
`,
  'server.rb': `require 'socket'
require 'counter'

$stdout.sync = true
counter = Counter.new
counter.count('start')
server = TCPServer.new('0.0.0.0', 4567)
puts 'listening on 4567'
loop do
  client = server.accept
  client.readpartial(2048)
  body = counter.label('index', counter.count('index'))
  client.write("HTTP/1.1 200 OK\\r\\nContent-Length: #{body.bytesize}\\r\\nConnection: close\\r\\n\\r\\n#{body}")
  client.close
end
`,
  'test/counter_test.rb': `require 'minitest/autorun'
require 'counter'

class CounterTest < Minitest::Test
  def test_counts_each_visit
    counter = Counter.new
    first = counter.count('chairs')
    assert_equal first + 1, counter.count('chairs')
  end

  def test_label_names_the_page
    assert_equal 'Chairs: 3', Counter.new.label('chairs', 3)
  end
end
`,
};

/** The same with Bundler, over the gems of the system. */
export const bundled = {
  ...ruby,
  Gemfile: "source 'https://rubygems.org'\n\ngem 'minitest'\ngem 'redis'\n",
  Dockerfile: but(
    but(ruby.Dockerfile, 'ruby-minitest', 'ruby-minitest bundler'),
    'COPY . .\nCMD ["ruby",',
    'COPY Gemfile .\nRUN bundle install --local\nCOPY . .\nCMD ["bundle", "exec", "ruby",',
  ),
};
