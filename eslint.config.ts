import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { floors } from './build/lint/floors.ts';

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'test-results/'] },
  ts.configs.strict,
  svelte.configs.recommended,
  { languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    plugins: { house: { rules: { floors } } },
    rules: {
      'house/floors': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-undef': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-dynamic-delete': 'off',
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
);
