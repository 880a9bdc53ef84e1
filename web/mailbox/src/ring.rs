//! A ring of bytes with one writer and one reader.

use crate::memory::Memory;

/// Size of a record's length field, in bytes.
const LENGTH_BYTES: u32 = 4;

/// The location of a ring.
#[derive(Clone, Copy, Debug)]
pub struct RingPlace {
    /// The word that counts the bytes read, modulo 2³²; only the reader writes it.
    pub read: u32,
    /// The word that counts the bytes written, modulo 2³²; only the writer writes it.
    pub written: u32,
    /// Offset of the first byte.
    pub at: u32,
    /// Capacity in bytes: a power of two, so that counters may wrap around.
    pub capacity: u32,
}

/// A ring in shared memory, for the writer or the reader.
pub struct Ring<'a, M> {
    memory: &'a M,
    place: RingPlace,
}

impl<'a, M: Memory> Ring<'a, M> {
    pub fn new(memory: &'a M, place: RingPlace) -> Self {
        Self { memory, place }
    }

    /// Writer: drops the unread bytes. Only while no reader is active.
    pub fn clear(&self) {
        self.memory.store(self.place.written, self.memory.load(self.place.read));
    }

    /// Number of bytes that wait to be read.
    pub fn waiting(&self) -> u32 {
        let written = self.memory.load(self.place.written);
        written.wrapping_sub(self.memory.load(self.place.read)).min(self.place.capacity)
    }

    /// Writer: writes as many bytes as there is room for, and returns their number.
    pub fn write(&self, bytes: &[u8]) -> usize {
        let room = usize::try_from(self.place.capacity - self.waiting()).unwrap_or(0);
        let fitting = bytes.get(..room).unwrap_or(bytes);
        let written = self.memory.load(self.place.written);
        let length = self.copy_in(written, fitting);
        self.memory.store(self.place.written, written.wrapping_add(length));
        fitting.len()
    }

    /// Writer: writes `bytes` as one record, or nothing if there is no room for all of it; returns true if it did.
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

    /// Reader: appends all waiting bytes to `into`.
    pub fn read(&self, into: &mut Vec<u8>) {
        let waiting = self.waiting();
        let read = self.memory.load(self.place.read);
        self.copy_out(read, waiting, into);
        self.memory.store(self.place.read, read.wrapping_add(waiting));
    }

    /// Reader: takes the next record.
    pub fn read_record(&self) -> Option<Vec<u8>> {
        let waiting = self.waiting();
        if waiting < LENGTH_BYTES {
            return None;
        }
        let read = self.memory.load(self.place.read);
        let mut length = Vec::new();
        self.copy_out(read, LENGTH_BYTES, &mut length);
        let length = length.try_into().map_or(0, u32::from_le_bytes);
        // The writer publishes a record as a whole; a longer length than what is there cannot be one.
        let length = length.min(waiting - LENGTH_BYTES);
        let mut record = Vec::new();
        self.copy_out(read.wrapping_add(LENGTH_BYTES), length, &mut record);
        self.memory.store(self.place.read, read.wrapping_add(LENGTH_BYTES + length));
        Some(record)
    }

    /// Copies `bytes` to the place of the counter `from`, wrapping at the end; returns their number.
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
