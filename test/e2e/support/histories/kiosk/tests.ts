import {commit, failedTests, type History} from '../history.ts';
import {KIOSK} from './base.ts';

/** Tests that are themselves what is new. */
export const KIOSK_TESTS: readonly History[] = [
  {
    name: 'a new test asks for nonsense, and what it calls was written otherwise',
    base: KIOSK,
    commits: [
      commit('ada', {
        'till/spec/receipt_spec.rb': [
          "  it 'has a title' do",
          "  it 'names an empty one' do\n    expect(Receipt.new([]).title).to eq 'Nothing bought'\n  end\n\n  it 'has a title' do",
        ],
      }),
      commit('grace', {
        'till/lib/receipt.rb': ['"Receipt of #{@lines.size}"', '"Receipt of #{@lines.length}"'],
      }),
      commit('nour', {'README.md': ['# Kiosk', '# The kiosk']}),
    ],
    failure: failedTests({
      name: 'Receipt › names an empty one',
      message: `expected: "Nothing bought"\n     got: "Receipt of 0"`,
      details: `Failure/Error: expect(Receipt.new([]).title).to eq 'Nothing bought'

  expected: "Nothing bought"
       got: "Receipt of 0"
# ./spec/receipt_spec.rb:‹till/spec/receipt_spec.rb|Nothing bought›:in 'block (2 levels) in <top (required)>'`,
      file: './spec/receipt_spec.rb',
    }),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'what a test expects was changed, and somebody else renamed a variable in what it calls',
    base: KIOSK,
    commits: [
      commit('grace', {
        'till/lib/receipt.rb': [
          '{ |line| line[:price] * line[:count] }',
          '{ |one| one[:price] * one[:count] }',
        ],
      }),
      commit('ada', {'till/spec/receipt_spec.rb': ['.total).to eq 6', '.total).to eq 7']}),
      commit('nour', {'sorter/main.go': ['"sorting"', '"sorting:"']}),
    ],
    failure: failedTests({
      name: 'Receipt › adds up',
      message: 'expected: 7\n     got: 6',
      details: `Failure/Error: expect(Receipt.new([{price: 3, count: 2}]).total).to eq 7

  expected: 7
       got: 6
# ./spec/receipt_spec.rb:‹till/spec/receipt_spec.rb|eq 7›:in 'block (2 levels) in <top (required)>'`,
      file: './spec/receipt_spec.rb',
    }),
    culprit: 'ada',
    innocent: 'nour',
  },
];
