/* How a microphone's sound is encoded: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/voice-encoding.h"

#include <gst/rtp/rtp.h>

#include "base/rtp-extension.h"
#include "media/media-error.h"
#include "media/voice-gate.h"

/* Bits a second on average: fullband speech that nobody tells from the original, with room for forward error correction. */
#define BITRATE 36000

/* The same of music: what one channel of it takes before anybody hears a difference. */
#define MUSIC_BITRATE 96000

/* What Opus is told to expect; with 0 it would add no forward error correction. */
#define EXPECTED_LOSS_PERCENT 5

/* Discontinuous transmission takes the end of a note for silence. With forward error correction Opus encodes as for speech: of music what
 * is lost is concealed. */
void
hearth_voice_encoding_set_up (GstElement *encoder,
                              GstElement *payloader,
                              gboolean    music)
{
  g_object_set (encoder,
                "bitrate", music ? MUSIC_BITRATE : BITRATE,
                "inband-fec", !music,
                "packet-loss-percentage", music ? 0 : EXPECTED_LOSS_PERCENT,
                "dtx", !music,
                "tolerance", (gint64) HEARTH_VOICE_GATE_TOLERANCE,
                NULL);
  gst_util_set_object_arg (G_OBJECT (encoder), "audio-type", music ? "generic" : "voice");
  gst_util_set_object_arg (G_OBJECT (encoder), "bitrate-type", "vbr");
  g_object_set (payloader, "dtx", !music, NULL);
}

gboolean
hearth_voice_encoding_add_level (GstElement  *payloader,
                                 GError     **error)
{
  g_autoptr (GstRTPHeaderExtension) extension =
    gst_rtp_header_extension_create_from_uri (HEARTH_RTP_EXTENSION_AUDIO_LEVEL_URI);

  if (extension == NULL)
    {
      g_set_error_literal (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_MISSING_ELEMENT,
                           "The GStreamer element “rtphdrextclientaudiolevel” is not installed");
      return FALSE;
    }

  gst_rtp_header_extension_set_id (extension, HEARTH_RTP_EXTENSION_AUDIO_LEVEL);
  g_signal_emit_by_name (payloader, "add-extension", extension);

  return TRUE;
}
