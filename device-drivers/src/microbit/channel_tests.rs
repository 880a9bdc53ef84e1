//! Tests of the channel to the agent: lines in flight, repeated and given up.

use super::*;
use crate::board::Leds;
use crate::microbit::agent::message::checksum;

fn taken(channel: &mut Channel, now_us: u64) -> String {
    let mut bytes = Vec::new();
    channel.take_output(now_us, &mut bytes);
    // Checksums are covered by another test.
    let text = String::from_utf8(bytes).unwrap();
    text.split('\n')
        .map(|line| line.get(..line.len().saturating_sub(4)).unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}

fn done(channel: &mut Channel, now_us: u64, seq: u8) -> Option<JobId> {
    channel.answer(now_us, seq, Ok(String::new())).map(|answered| answered.job)
}

#[test]
fn orders_go_ahead_of_their_answers_as_far_as_the_buffer_holds() {
    let mut channel = Channel::new(0xfe);
    for job in 1..=6 {
        channel.send(job, Order::Ping);
    }
    assert_eq!(taken(&mut channel, 0), "fe? ff? 00? 01? ");
    assert_eq!(taken(&mut channel, 10), "");
    assert_eq!(done(&mut channel, 20, 0xfe), Some(1));
    assert_eq!(taken(&mut channel, 20), "02? ");
    channel.send(7, Order::Image(Leds::default()));
    for seq in [0xff, 0, 1, 2] {
        assert!(done(&mut channel, 30, seq).is_some());
    }
    assert_eq!(taken(&mut channel, 30), "03? 04L00000:00000:00000:00000:00000 ");
    assert!(!channel.is_idle());
    assert!(done(&mut channel, 40, 3).is_some() && done(&mut channel, 40, 4).is_some() && channel.is_idle());
}

#[test]
fn some_orders_travel_alone() {
    let mut channel = Channel::new(0);
    for order in [Order::Ping, Order::Run, Order::Ping] {
        channel.send(1, order);
    }
    assert_eq!(taken(&mut channel, 0), "00? ");
    done(&mut channel, 1, 0);
    assert_eq!(taken(&mut channel, 1), "01E ");
    done(&mut channel, 2, 1);
    assert_eq!(taken(&mut channel, 2), "02? ");
}

#[test]
fn what_is_lost_is_sent_again_and_taken_once() {
    let mut channel = Channel::new(0);
    channel.send(1, Order::Ping);
    channel.send(2, Order::ReadLeds);
    assert_eq!(taken(&mut channel, 0), "00? 01G ");
    // The first answer is lost: the second alone is ignored.
    assert_eq!(done(&mut channel, 10, 1), None);
    assert_eq!(taken(&mut channel, RESEND_US - 1), "");
    assert_eq!(taken(&mut channel, RESEND_US), " 00? 01G ");
    assert_eq!(done(&mut channel, RESEND_US, 0), Some(1));
    assert_eq!(done(&mut channel, RESEND_US, 0), None);
    assert_eq!(done(&mut channel, RESEND_US, 1), Some(2));
    assert_eq!(channel.next_wake_us(), None);
}

#[test]
fn a_damaged_line_is_sent_again_soon() {
    let mut channel = Channel::new(0);
    channel.again(0);
    assert_eq!(channel.next_wake_us(), None);
    channel.send(1, Order::Ping);
    taken(&mut channel, 0);
    channel.again(5);
    assert_eq!(taken(&mut channel, 5 + SETTLE_US), " 00? ");
}

#[test]
fn a_dead_line_is_noticed() {
    let mut channel = Channel::new(0);
    channel.send(1, Order::Ping);
    let mut now_us = 0;
    while !channel.is_broken() {
        taken(&mut channel, now_us);
        now_us = channel.next_wake_us().unwrap();
        assert!(now_us < 10_000_000);
    }
}

#[test]
fn lines_carry_their_checksum() {
    let mut channel = Channel::new(0);
    channel.send(1, Order::Ping);
    let mut bytes = Vec::new();
    channel.take_output(0, &mut bytes);
    assert_eq!(String::from_utf8(bytes).unwrap(), format!("00?{:04x}\n", checksum(b"00?")));
}
