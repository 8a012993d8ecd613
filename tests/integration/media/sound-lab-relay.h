/* A relay stands between a source and a sink, looks at the packets and loses some.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define SOUND_LAB_TYPE_RELAY (sound_lab_relay_get_type ())
G_DECLARE_FINAL_TYPE (SoundLabRelay, sound_lab_relay, SOUND_LAB, RELAY, GObject)

SoundLabRelay *sound_lab_relay_new         (HearthRtpSource *source);
void           sound_lab_relay_set_loss    (SoundLabRelay   *self,
                                            guint            percent);
guint          sound_lab_relay_get_n_packets (SoundLabRelay *self);
guint          sound_lab_relay_get_n_dropped (SoundLabRelay *self);

/** sound_lab_relay_get_n_breaks: Returns: how often a sequence number or timestamp did not go on from the one before. */
guint          sound_lab_relay_get_n_breaks (SoundLabRelay  *self);

/** sound_lab_relay_get_longest_pause: Returns: the longest time from one packet's end to the next one's beginning, in ms. */
guint          sound_lab_relay_get_longest_pause (SoundLabRelay *self);

/** sound_lab_relay_get_n_levels: Returns: how many packets said how loud they are (RFC 6464). */
guint          sound_lab_relay_get_n_levels (SoundLabRelay  *self);

/** sound_lab_relay_get_level: Returns: what the last of these said: dBov, and bit 7 of the byte that carries it in @voice. */
int            sound_lab_relay_get_level   (SoundLabRelay   *self,
                                            gboolean        *voice);
void           sound_lab_relay_close       (SoundLabRelay   *self);

G_END_DECLS
