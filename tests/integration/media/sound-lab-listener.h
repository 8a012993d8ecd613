/* An RtpSink that hears a stereo stream of Opus: an ear for each side.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"
#include "sound-lab-ear.h"

G_BEGIN_DECLS

#define SOUND_LAB_TYPE_LISTENER (sound_lab_listener_get_type ())
G_DECLARE_FINAL_TYPE (SoundLabListener, sound_lab_listener, SOUND_LAB, LISTENER, GObject)

SoundLabListener *sound_lab_listener_new   (HearthRtpSource  *source);

/** sound_lab_listener_get_left / _right: their times are those at which sounds were played, as the packets say. */
SoundLabEar      *sound_lab_listener_get_left (SoundLabListener *self);
SoundLabEar      *sound_lab_listener_get_right (SoundLabListener *self);

/** sound_lab_listener_close: (transfer full): Listens no more and drops the reference. */
void              sound_lab_listener_close (SoundLabListener *self);

G_END_DECLS
