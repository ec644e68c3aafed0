// What is hard to keep of a MongoDB server, as far as what stands in for it knows it; what it does not is left out and named.
const left = [];
const attempt = (what, work) => { try { work(); } catch (error) { left.push(`${what}: ${String(error.message).slice(0, 60)}`); } };
const all = {
  double: 1.5, negativeZero: -0, nan: NaN, infinity: -Infinity, text: 'grüße 😀 \u0000 "\\', empty: '', object: {'': {'a b': 1}}, array: [[], [1, [2]], null], bool: false,
  int: NumberInt(-2147483648), long: NumberLong('9223372036854775807'), decimal: NumberDecimal('1234567890123456789012345678901234E-10'), date: new Date(-1), far: new Date(253402300799999),
  id: ObjectId('0123456789abcdef01234567'), bytes: BinData(0, 'AP8nIgo='), uuid: UUID('123e4567-e89b-12d3-a456-426655440000'), user: BinData(128, 'AAEC'), none: BinData(0, ''),
  regex: /a"b\/c/i, code: Code('function () { return "x"; }'), timestamp: Timestamp({t: 1, i: 2}), min: MinKey(), max: MaxKey(),
};
for (const [name, value] of Object.entries(all)) attempt(name, () => db.types.insertOne({_id: name, value}));
attempt('odd ids', () => db.ids.insertMany([{_id: {a: 1, b: 'x'}}, {_id: null}, {_id: 1.5}, {_id: 'x'}, {_id: new Date(0)}]));
attempt('large', () => db.large.insertOne({_id: 1, text: 'ü'.repeat(5000000)}));
attempt('many', () => db.many.insertMany([...Array(3000).keys()].map(n => ({n, s: `${n}`.repeat(9)}))));
attempt('a dotted name', () => db.getCollection('od.d "name" ü').insertOne({a: 1}));
attempt('__proto__', () => db.getCollection('__proto__').insertOne({a: 1}));
attempt('unique', () => db.many.createIndex({n: 1, s: -1}, {unique: true, name: 'it\'s "odd"'}));
attempt('ttl', () => db.types.createIndex({at: 1}, {expireAfterSeconds: 86400}));
attempt('sparse', () => db.many.createIndex({s: 1}, {sparse: true}));
attempt('partial', () => db.many.createIndex({n: -1}, {partialFilterExpression: {n: {$gt: 5}}}));
attempt('text', () => db.many.createIndex({s: 'text'}, {default_language: 'german'}));
attempt('hashed', () => db.many.createIndex({s: 'hashed'}));
attempt('2dsphere', () => db.places.createIndex({at: '2dsphere'}));
attempt('wildcard', () => db.places.createIndex({'$**': 1}));
attempt('collation', () => db.createCollection('sorted', {collation: {locale: 'de'}}));
attempt('capped', () => db.createCollection('capped', {capped: true, size: 4096, max: 5}));
attempt('capped rows', () => db.capped.insertMany([1, 2, 3, 4, 5, 6, 7].map(n => ({n}))));
attempt('validator', () => db.createCollection('valid', {validator: {$jsonSchema: {required: ['a']}}, validationLevel: 'moderate'}));
attempt('view', () => db.createView('seen', 'many', [{$match: {n: 1}}]));
attempt('time series', () => db.createCollection('measured', {timeseries: {timeField: 'at'}}));
attempt('nothing', () => db.createCollection('nothing'));
attempt('another', () => db.getSiblingDB('another-one').things.insertOne({a: 1}));
print(left.join('\n'));
