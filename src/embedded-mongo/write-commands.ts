import type { Commands } from './command.ts';
import { findAndModify } from './find-and-modify.ts';
import { insert } from './insert-command.ts';
import { deleteStatement, updateStatement } from './update-command.ts';
import { statements } from './write-reply.ts';

const WRITE_OPTIONS = ['ordered', 'bypassDocumentValidation', 'let'];

export const writeCommands: Commands = {
  insert: { options: [...WRITE_OPTIONS, 'documents'], run: insert },
  update: {
    options: [...WRITE_OPTIONS, 'updates'],
    run: (call) => statements(call, 'updates', updateStatement),
  },
  delete: {
    options: [...WRITE_OPTIONS, 'deletes'],
    run: (call) => statements(call, 'deletes', deleteStatement),
  },
  findAndModify: {
    options: [
      ...WRITE_OPTIONS,
      'query',
      'update',
      'remove',
      'new',
      'upsert',
      'fields',
      'sort',
      'hint',
      'arrayFilters',
      'collation',
    ],
    run: findAndModify,
  },
};
