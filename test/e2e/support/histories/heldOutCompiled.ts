import {commit, type History, notBuilt, testLog} from './history.ts';

const COMPILED_BASE = {
  'go.mod': 'module example.org/till\n\ngo 1.22\n',
  'till/till.go':
    'package till\n\nfunc Open() int {\n\treturn 1\n}\n\nfunc Count(of []int) int {\n\treturn len(of)\n}\n',
  'main.go':
    'package main\n\nimport "example.org/till/till"\n\nfunc main() {\n\tprintln(till.Open())\n\tprintln(till.Count(nil))\n}\n',
  'docker-compose.yml': 'services:\n  till:\n    build: .\n',
  Dockerfile: 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /till .\n',
  'app/Models/Order.php':
    '<?php\n\nclass Order\n{\n    public function sum(): int\n    {\n        return 1;\n    }\n\n    public function paid(): bool\n    {\n        return true;\n    }\n}\n',
  'app/Http/OrderController.php':
    '<?php\n\nclass OrderController\n{\n    public function show(Order $order): string\n    {\n        return (string) $order->sum();\n    }\n}\n',
  'lib/report.rb':
    'class Report\n  def self.build(orders)\n    orders.map { |order| Formatter.call(order) }\n  end\nend\n',
  'lib/formatter.rb': 'class Formatter\n  def self.call(order)\n    order.to_s\n  end\nend\n',
};

export const HELD_OUT_COMPILED: readonly History[] = [
  {
    name: 'Go does not compile: a function has another name',
    base: COMPILED_BASE,
    commits: [
      commit('nour', {'till/till.go': ['return len(of)', 'return len(of) + 0']}),
      commit('ada', {'till/till.go': ['func Open()', 'func Start()']}),
      commit('grace', {'main.go': ['till.Count(nil)', 'till.Count([]int{})']}),
    ],
    failure: notBuilt(
      'till',
      '4/4] RUN go build -o /till .',
      `./main.go:‹main.go|till.Open›:15: undefined: till.Open
failed to solve: process "/bin/sh -c go build -o /till ." did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'PHP calls a method that went',
    base: COMPILED_BASE,
    commits: [
      commit('grace', {'app/Models/Order.php': ['return true;', 'return false;']}),
      commit('ada', {'app/Models/Order.php': ['function sum(): int', 'function total(): int']}),
      commit('nour', {
        'app/Http/OrderController.php': ['class OrderController', 'final class OrderController'],
      }),
    ],
    failure: testLog(`Error: Call to undefined method Order::sum()

/var/www/html/app/Http/OrderController.php:‹app/Http/OrderController.php|->sum()›`),
    culprit: 'ada',
  },
  {
    name: 'Ruby knows no class of that name, for its file was moved',
    base: COMPILED_BASE,
    commits: [
      commit('nour', {'lib/report.rb': ['class Report', '# Of orders.\nclass Report']}),
      commit('ada', {'lib/formatter.rb': ['class Formatter', 'class OrderFormatter']}),
      commit('grace', {'main.go': ['till.Count(nil)', 'till.Count([]int{})']}),
    ],
    failure: testLog(`NameError:
  uninitialized constant Report::Formatter
# ./lib/report.rb:‹lib/report.rb|Formatter.call›:in \`block in build'`),
    culprit: 'ada',
  },
];
