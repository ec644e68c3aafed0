// Prints all that a MongoDB server holds: databases, collections with their options and indexes, and documents with their types.
const told = value => (typeof EJSON === 'undefined' ? JSON.stringify(value) : EJSON.stringify(value, {relaxed: false}));
for (const {name} of db.adminCommand({listDatabases: 1}).databases.sort((a, b) => (a.name < b.name ? -1 : 1))) {
  if (['admin', 'config', 'local'].includes(name)) continue;
  const own = db.getSiblingDB(name);
  for (const {name: of, type, options} of own.getCollectionInfos().sort((a, b) => (a.name < b.name ? -1 : 1))) {
    print(`== ${name} ${of} ${type} ${told(options)}`);
    for (const index of own.getCollection(of).getIndexes()) print(told(index));
    own.getCollection(of).find().forEach(one => print(told(one)));
  }
}
