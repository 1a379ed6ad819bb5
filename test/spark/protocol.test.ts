/** Our part of the protocol is a part of that of the server which is tested against: each message, field, number and type. */

import { execFileSync } from 'node:child_process';
import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { file_connect, SparkConnectService } from '../../src/engine/spark/connect/generated/connect.ts';
import { isSparkMissing, sparkPython } from '../support/spark-server.ts';

/** Prints `message.field` with number, kind and type of Spark's own descriptors, and of each method its two types. */
const DESCRIBE = `
import json
from pyspark.sql.connect.proto import base_pb2, commands_pb2, expressions_pb2, relations_pb2
from google.protobuf.descriptor import FieldDescriptor as F
found = {}
scalar = {v: k[5:] for k, v in vars(F).items() if k.startswith('TYPE_')}
def walk(message):
    for field in message.fields:
        kind = 'INT32' if field.type == F.TYPE_ENUM else scalar[field.type]
        of = field.message_type.full_name if field.message_type else kind
        repeated = field.is_repeated if hasattr(field, 'is_repeated') else field.label == F.LABEL_REPEATED
        choice = field.containing_oneof.name if field.containing_oneof and not field.containing_oneof.name.startswith('_') else ''
        found[field.full_name] = [field.number, of, bool(repeated), choice]
    for nested in message.nested_types: walk(nested)
for file in (base_pb2, commands_pb2, expressions_pb2, relations_pb2):
    for message in file.DESCRIPTOR.message_types_by_name.values(): walk(message)
methods = {m.name: [m.input_type.full_name, m.output_type.full_name, m.server_streaming] for m in base_pb2.DESCRIPTOR.services_by_name['SparkConnectService'].methods}
print(json.dumps({'fields': found, 'methods': methods}))
`;

interface Described {
  readonly fields: Readonly<Record<string, readonly [number, string, boolean, string]>>;
  readonly methods: Readonly<Record<string, readonly [string, string, boolean]>>;
}

const messagesIn = (messages: readonly DescMessage[]): readonly DescMessage[] =>
  messages.flatMap((message) => [message, ...messagesIn(message.nestedMessages)]);

function typeOf(field: DescField): string {
  const kind = field.fieldKind === 'list' ? field.listKind : field.fieldKind;
  if (kind === 'message') return field.message?.typeName ?? '';
  return field.scalar === undefined ? kind : (ScalarType[field.scalar] ?? '');
}

describe.skipIf(isSparkMissing() || sparkPython() === undefined)(
  'the protocol, which needs Spark for Python (npm run services),',
  () => {
    it('is that of the server', () => {
      const text = execFileSync(sparkPython() ?? '', ['-c', DESCRIBE], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      const theirs = JSON.parse(text) as Described;
      const ours = messagesIn(file_connect.messages).flatMap((message) => message.fields);
      expect(ours.length).toBeGreaterThan(80);
      for (const field of ours) {
        const name = `${field.parent.typeName}.${field.name}`;
        const own = [field.number, typeOf(field), field.fieldKind === 'list', field.oneof?.name ?? ''];
        expect({ [name]: own }).toEqual({ [name]: theirs.fields[name] });
      }
      expect(SparkConnectService.methods).toHaveLength(8);
      for (const method of SparkConnectService.methods) {
        const own = [method.input.typeName, method.output.typeName, method.methodKind === 'server_streaming'];
        expect(own).toEqual(theirs.methods[method.name]);
      }
    });
  },
);
