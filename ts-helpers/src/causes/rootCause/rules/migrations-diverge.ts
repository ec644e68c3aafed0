import type {Rule} from '../rule.ts';

export const migrationsDiverge: Rule = {
  name: 'migrations-diverge',

  patterns: [/Conflicting migrations detected/, /Multiple head revisions/],
  sentence: 'Two migrations follow the same one, as after merging two branches.',
  remedy: 'Join them and commit that: `python manage.py makemigrations --merge`, or `alembic merge heads`.',
};
