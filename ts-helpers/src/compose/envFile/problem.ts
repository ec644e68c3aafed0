/** Where Compose stops reading, or reads something else than is meant. */
export interface EnvProblem {
  line: number;
  /** The variable, where it can be told. */
  name?: string;
  kind: 'name' | 'quote' | 'behind quote' | 'braces';
}
