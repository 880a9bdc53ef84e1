//! A ring of bytes with one writer and one reader.

use crate::memory::Memory;

/// Bytes that tell a record's length.
const LENGTH_BYTES: u32 = 4;

/// Where a ring lies.
#[derive(Clone, Copy, Debug)]
pub struct RingPlace {
    /// The word that counts what was read, modulo 2³²; only the reader writes it.
    pub read: u32,
    /// The word that counts what was written; only the writer writes it.
    pub written: u32,
    /// The first byte.
    pub at: u32,
    /// How many bytes it holds: a power of two, so that counters may wrap around.
    pub capacity: u32,
}

/// A ring in some memory; either end.
pub struct Ring<'a, M> {
    memory: &'a M,
    place: RingPlace,
}

impl<'a, M: Memory> Ring<'a, M> {
    pub fn new(memory: &'a M, place: RingPlace) -> Self {
        Self { memory, place }
    }

    /// The writer's: forgets what nobody has read. Only while nobody reads.
    pub fn clear(&self) {
        self.memory.store(self.place.written, self.memory.load(self.place.read));
    }

    /// Bytes that wait to be read.
    pub fn waiting(&self) -> u32 {
        let written = self.memory.load(self.place.written);
        written.wrapping_sub(self.memory.load(self.place.read)).min(self.place.capacity)
    }

    /// The writer's: puts in as many bytes as there is room for, and tells how many.
    pub fn write(&self, bytes: &[u8]) -> usize {
        let room = usize::try_from(self.place.capacity - self.waiting()).unwrap_or(0);
        let fitting = bytes.get(..room).unwrap_or(bytes);
        let written = self.memory.load(self.place.written);
        let length = self.copy_in(written, fitting);
        self.memory.store(self.place.written, written.wrapping_add(length));
        fitting.len()
    }

    /// The writer's: puts in `bytes` as one record, or nothing if there is no room for all of it.
    pub fn write_record(&self, bytes: &[u8]) -> bool {
        let Ok(length) = u32::try_from(bytes.len()) else { return false };
        let needed = length.saturating_add(LENGTH_BYTES);
        if needed > self.place.capacity - self.waiting() {
            return false;
        }
        let written = self.memory.load(self.place.written);
        self.copy_in(written, &length.to_le_bytes());
        self.copy_in(written.wrapping_add(LENGTH_BYTES), bytes);
        self.memory.store(self.place.written, written.wrapping_add(needed));
        true
    }

    /// The reader's: appends all that waits to `into`.
    pub fn read(&self, into: &mut Vec<u8>) {
        let waiting = self.waiting();
        let read = self.memory.load(self.place.read);
        self.copy_out(read, waiting, into);
        self.memory.store(self.place.read, read.wrapping_add(waiting));
    }

    /// The reader's: the next record.
    pub fn read_record(&self) -> Option<Vec<u8>> {
        let waiting = self.waiting();
        if waiting < LENGTH_BYTES {
            return None;
        }
        let read = self.memory.load(self.place.read);
        let mut length = Vec::new();
        self.copy_out(read, LENGTH_BYTES, &mut length);
        let length = length.try_into().map_or(0, u32::from_le_bytes);
        // The writer makes a record visible as a whole; more than there is cannot be one.
        let length = length.min(waiting - LENGTH_BYTES);
        let mut record = Vec::new();
        self.copy_out(read.wrapping_add(LENGTH_BYTES), length, &mut record);
        self.memory.store(self.place.read, read.wrapping_add(LENGTH_BYTES + length));
        Some(record)
    }

    /// Copies `bytes` to where the counter `from` points, around the end; tells how many.
    fn copy_in(&self, from: u32, bytes: &[u8]) -> u32 {
        let start = from & (self.place.capacity - 1);
        let to_end = usize::try_from(self.place.capacity - start).unwrap_or(usize::MAX);
        let (first, rest) = bytes.split_at(to_end.min(bytes.len()));
        self.memory.write(self.place.at + start, first);
        self.memory.write(self.place.at, rest);
        u32::try_from(bytes.len()).unwrap_or(u32::MAX)
    }

    fn copy_out(&self, from: u32, length: u32, into: &mut Vec<u8>) {
        let start = from & (self.place.capacity - 1);
        let before = into.len();
        let length = usize::try_from(length).unwrap_or(0);
        let to_end = usize::try_from(self.place.capacity - start).unwrap_or(usize::MAX);
        into.resize(before + length, 0);
        let (first, rest) = into.get_mut(before..).unwrap_or_default().split_at_mut(to_end.min(length));
        self.memory.read(self.place.at + start, first);
        self.memory.read(self.place.at, rest);
    }
}
