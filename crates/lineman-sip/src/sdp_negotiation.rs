//! Offer and answer (RFC 3264): whether an answer fits its offer, and what is left to talk with.

use crate::sdp::{MediaSection, SessionDescription};

/// Which way media of a stream go, seen from who wrote the description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaDirection {
    /// Both ways.
    SendReceive,
    /// It only sends: the other side is held.
    SendOnly,
    /// It only receives.
    ReceiveOnly,
    /// Neither.
    Inactive,
}

/// What came out of an offer and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negotiation {
    /// At least one stream has a format that both sides know.
    Agreed,
    /// No stream is left: 488.
    NothingInCommon,
    /// The answer does not have the streams of the offer.
    Mismatch,
}

/// Judges an answer.
#[must_use]
pub fn judge_answer(offer: &SessionDescription, answer: &SessionDescription) -> Negotiation {
    if offer.media.len() != answer.media.len() {
        return Negotiation::Mismatch;
    }
    // An offer without streams begins a call without media; nothing was refused.
    let mut agreed = offer.media.is_empty();
    for (asked, given) in offer.media.iter().zip(&answer.media) {
        if asked.kind != given.kind {
            return Negotiation::Mismatch;
        }
        let open = asked.port != 0 && given.port != 0;
        agreed |= open && shares_format(asked, given);
    }
    if agreed { Negotiation::Agreed } else { Negotiation::NothingInCommon }
}

/// Tones and comfort noise are nothing to talk with.
fn shares_format(asked: &MediaSection, given: &MediaSection) -> bool {
    let rtp = asked.protocol.contains("RTP");
    given.formats.iter().any(|format| {
        let encoding = given.encoding(format);
        let speech = !encoding.starts_with("telephone-event") && !encoding.starts_with("cn/");
        let offered = asked
            .formats
            .iter()
            .any(|known| if rtp { asked.encoding(known) == encoding } else { known == format });
        speech && offered
    })
}

impl SessionDescription {
    /// The direction of the first stream that is open; of a refused one `Inactive`.
    #[must_use]
    pub fn direction(&self) -> MediaDirection {
        let Some(section) = self.media.iter().find(|section| section.port != 0) else {
            return MediaDirection::Inactive;
        };
        let find = |attribute: &str| match attribute {
            "sendrecv" => Some(MediaDirection::SendReceive),
            "sendonly" => Some(MediaDirection::SendOnly),
            "recvonly" => Some(MediaDirection::ReceiveOnly),
            "inactive" => Some(MediaDirection::Inactive),
            _ => None,
        };
        section
            .attributes()
            .find_map(find)
            .or_else(|| self.session_attributes().find_map(find))
            .unwrap_or(MediaDirection::SendReceive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(media: &str) -> SessionDescription {
        let text = format!("v=0\r\no=- 1 1 IN IP4 h\r\ns=-\r\nt=0 0\r\n{media}");
        SessionDescription::parse(text.as_bytes()).expect("a description")
    }

    #[test]
    fn an_answer_is_judged_by_encodings_not_by_numbers() {
        let offer = session("m=audio 4 RTP/AVP 96 0\r\na=rtpmap:96 opus/48000/2\r\n");
        let renumbered = session("m=audio 4 RTP/AVP 111\r\na=rtpmap:111 OPUS/48000/2\r\n");
        assert_eq!(judge_answer(&offer, &renumbered), Negotiation::Agreed);
        let explicit = session("m=audio 4 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n");
        assert_eq!(judge_answer(&offer, &explicit), Negotiation::Agreed);
        let other = session("m=audio 4 RTP/AVP 8\r\n");
        assert_eq!(judge_answer(&offer, &other), Negotiation::NothingInCommon);
        let refused = session("m=audio 0 RTP/AVP 0\r\n");
        assert_eq!(judge_answer(&offer, &refused), Negotiation::NothingInCommon);
        assert_eq!(judge_answer(&offer, &session("")), Negotiation::Mismatch);
        let video = session("m=video 4 RTP/AVP 0\r\n");
        assert_eq!(judge_answer(&offer, &video), Negotiation::Mismatch);
    }

    #[test]
    fn tones_alone_are_no_call() {
        let tones = "m=audio 4 RTP/AVP 101\r\na=rtpmap:101 telephone-event/8000\r\n";
        let offer = session(tones);
        assert_eq!(judge_answer(&offer, &offer), Negotiation::NothingInCommon);
    }

    #[test]
    fn one_stream_of_several_is_enough() {
        let offer = session("m=audio 4 RTP/AVP 0\r\nm=video 6 RTP/AVP 99\r\n");
        let answer = session("m=audio 4 RTP/AVP 0\r\nm=video 0 RTP/AVP 99\r\n");
        assert_eq!(judge_answer(&offer, &answer), Negotiation::Agreed);
    }

    #[test]
    fn directions_are_found_at_both_levels() {
        use MediaDirection::{Inactive, SendOnly, SendReceive};
        assert_eq!(session("m=audio 4 RTP/AVP 0\r\n").direction(), SendReceive);
        assert_eq!(session("a=sendonly\r\nm=audio 4 RTP/AVP 0\r\n").direction(), SendOnly);
        let mixed = session("a=sendonly\r\nm=audio 4 RTP/AVP 0\r\na=inactive\r\n");
        assert_eq!(mixed.direction(), Inactive);
        assert_eq!(session("m=audio 0 RTP/AVP 0\r\n").direction(), Inactive);
    }
}
