// A worker that never becomes ready.

throw new Error('cannot even start');
