import {commit, notBuilt, type History} from '../history.ts';

const GO = {
  'go.mod': 'module example.org/till\n\ngo 1.22\n',
  'internal/sums/sums.go': `package sums

func Gross(net int) int {
	return net * 119 / 100
}

func Change(paid, due int) int {
	return paid - due
}
`,
  'main.go': `package main

import (
	"fmt"

	"example.org/till/internal/sums"
)

func main() {
	rate := 19
	fmt.Println(rate)
	fmt.Println(sums.Gross(100))
	fmt.Println(sums.Change(100, 30))
}
`,
  'docker-compose.yml': 'services:\n  api:\n    build: .\n',
  Dockerfile: 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /till .\n',
};

export const GO_CODE: readonly History[] = [
  {
    name: 'Go: a function has another name than its caller knows',
    base: GO,
    commits: [
      commit('ada', {'internal/sums/sums.go': ['func Change(', 'func Rest(']}),
      commit('grace', {'internal/sums/sums.go': ['119 / 100', '120 / 100']}),
      commit('nour', {'main.go': ['rate := 19', 'rate := 20']}),
    ],
    failure: notBuilt(
      'api',
      '4/4] RUN go build -o /till .',
      ` > [api 4/4] RUN go build -o /till .:
9.1 # example.org/till
9.1 ./main.go:‹main.go|sums.Change›:19: undefined: sums.Change
------
Dockerfile:4
failed to solve: process "/bin/sh -c go build -o /till ." did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
  {
    name: 'Go: a variable is not used',
    base: GO,
    commits: [
      commit('nour', {'internal/sums/sums.go': ['119 / 100', '120 / 100']}),
      commit('ada', {'main.go': ['	fmt.Println(rate)\n', '']}),
      commit('grace', {'main.go': ['sums.Gross(100)', 'sums.Gross(200)']}),
    ],
    failure: notBuilt(
      'api',
      '4/4] RUN go build -o /till .',
      ` > [api 4/4] RUN go build -o /till .:
9.1 # example.org/till
9.1 ./main.go:‹main.go|rate :=›:2: declared and not used: rate
------
failed to solve: process "/bin/sh -c go build -o /till ." did not complete successfully: exit code: 1`,
    ),
    culprit: 'ada',
  },
];
