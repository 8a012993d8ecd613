/* Which session descriptions are accepted, and what becomes of one that somebody has changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "base/limits.h"
#include "peer/peer-error.h"
#include "peer/session-description.h"
#include "sdp-samples.h"

typedef struct
{
  const char *name;
  const char *old;
  const char *new;
} Change;

static void
assert_refused (HearthSdpType  type,
                const char    *sdp,
                const char    *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthSessionDescription) description = hearth_session_description_parse (type, sdp, &error);

  if (description != NULL)
    g_test_message ("accepted: %s", name);
  g_assert_null (description);
  g_assert_error (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION);
}

static HearthSessionDescription *
parse (HearthSdpType  type,
       const char    *sdp)
{
  g_autoptr (GError) error = NULL;
  HearthSessionDescription *description = hearth_session_description_parse (type, sdp, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (description->sdp, ==, sdp);
  g_assert_cmpuint (description->fingerprint[0], ==, 0x1e);
  g_assert_cmpuint (description->fingerprint[31], ==, 0x55);

  return description;
}

static void
assert_line (const HearthSessionDescription *description,
             guint                           index,
             HearthSdpKind                   kind,
             const char                     *mid,
             gboolean                        active,
             guint32                         ssrc,
             guint32                         rtx_ssrc)
{
  const HearthSdpMedia *line = g_ptr_array_index (description->media, index);

  g_assert_cmpint (line->kind, ==, kind);
  g_assert_cmpstr (line->mid, ==, mid);
  g_assert_cmpint (line->active, ==, active);
  g_assert_cmpuint (line->ssrc, ==, ssrc);
  g_assert_cmpuint (line->rtx_ssrc, ==, rtx_ssrc);
}

static void
assert_extensions (const HearthSessionDescription *description,
                   guint                           index,
                   gboolean                        audio_level,
                   gboolean                        transport_cc)
{
  const HearthSdpMedia *line = g_ptr_array_index (description->media, index);

  g_assert_cmpint (line->audio_level, ==, audio_level);
  g_assert_cmpint (line->transport_cc, ==, transport_cc);
}

static void
test_accepted (void)
{
  g_autoptr (HearthSessionDescription) offer = parse (HEARTH_SDP_OFFER, SDP_OUR_OFFER);
  g_autoptr (HearthSessionDescription) chromium = parse (HEARTH_SDP_ANSWER, SDP_CHROMIUM_ANSWER);
  g_autoptr (HearthSessionDescription) firefox = parse (HEARTH_SDP_ANSWER, SDP_FIREFOX_ANSWER);
  g_autoptr (HearthSessionDescription) copy = hearth_session_description_copy (offer);

  g_assert_cmpstr (copy->ice_ufrag, ==, "lFDJW/97fiENb9DsaCEjkBZz9+ZynR33");
  g_assert_cmpuint (copy->media->len, ==, 4);
  assert_line (copy, 0, HEARTH_SDP_AUDIO, "audio0", TRUE, 2611155029, 0);
  assert_line (copy, 1, HEARTH_SDP_VIDEO, "video1", TRUE, 377807745, 2551436134);
  assert_line (copy, 2, HEARTH_SDP_AUDIO, "audio2", FALSE, 0, 0);
  assert_line (copy, 3, HEARTH_SDP_DATA, "application3", TRUE, 0, 0);

  assert_extensions (copy, 0, TRUE, TRUE);
  assert_extensions (copy, 1, FALSE, TRUE);
  assert_extensions (copy, 2, FALSE, FALSE);
  assert_extensions (chromium, 1, FALSE, FALSE);

  g_assert_cmpuint (chromium->media->len, ==, 3);
  assert_line (chromium, 1, HEARTH_SDP_VIDEO, "video1", TRUE, 0, 0);
  assert_line (firefox, 0, HEARTH_SDP_VIDEO, "video1", TRUE, 1438247327, 0);
}

/* One thing changed in our own offer, each one a way to weaken or to crash what comes after. */
static void
test_changed_offer (void)
{
  static const Change changes[] = {
    { "no encryption", "UDP/TLS/RTP/SAVPF", "RTP/AVPF" },
    { "another transport", "UDP/DTLS/SCTP", "TCP/DTLS/SCTP" },
    { "SHA-1", "a=fingerprint:sha-256 ", "a=fingerprint:sha-1 " },
    { "half a fingerprint", ":6A:DD:55\r\na=rtcp-mux-only\r\nm=video", "\r\na=rtcp-mux-only\r\nm=video" },
    { "a second certificate", "1E:40", "1E:41" },
    { "SDES keys", "a=rtcp-mux\r\n", "a=rtcp-mux\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\n" },
    { "an identity", "a=rtcp-mux\r\n", "a=rtcp-mux\r\na=identity:x\r\n" },
    { "without BUNDLE", "a=group:BUNDLE audio0 video1 audio2 application3\r\n", "" },
    { "two BUNDLEs", "a=group:BUNDLE audio0 video1 audio2 application3\r\n",
      "a=group:BUNDLE audio0 video1\r\na=group:BUNDLE audio2 application3\r\n" },
    { "a line outside", "BUNDLE audio0 video1 audio2 application3", "BUNDLE audio0 video1 audio2" },
    { "a line twice", "BUNDLE audio0 video1 audio2 application3", "BUNDLE audio0 video1 audio2 audio2" },
    { "another leader", "BUNDLE audio0 video1 audio2 application3", "BUNDLE video1 audio0 audio2 application3" },
    { "one mid for two", "a=mid:audio2", "a=mid:audio0" },
    { "a mid of odd characters", "audio2", "audio%s2" },
    { "without rtcp-mux", "a=rtcp-mux\r\na=rtcp-rsize\r\na=sendonly\r\na=rtpmap:111",
      "a=rtcp-rsize\r\na=sendonly\r\na=rtpmap:111" },
    { "without direction", "a=sendonly\r\n", "" },
    { "both directions", "a=sendonly\r\n", "a=sendrecv\r\n" },
    { "the wrong direction", "a=sendonly\r\n", "a=recvonly\r\n" },
    { "two directions", "a=sendonly\r\n", "a=sendonly\r\na=inactive\r\n" },
    { "without setup", "a=setup:actpass\r\n", "" },
    { "an odd setup", "a=setup:actpass\r\n", "a=setup:holdconn\r\n" },
    { "H.264", "VP8/90000", "H264/90000" },
    { "L16", "OPUS/48000/2", "L16/48000/2" },
    { "another payload type", "SAVPF 111\r\n", "SAVPF 96\r\n" },
    { "more payload types", "SAVPF 96 97\r\n", "SAVPF 96 97 98\r\n" },
    { "retransmission of nothing", "a=fmtp:97 apt=96\r\n", "" },
    { "retransmission of itself", "apt=96", "apt=97" },
    { "a strange parameter", "a=fmtp:97 apt=96\r\n", "a=fmtp:97 apt=96;x-a=1\r\n" },
    { "rtcp-fb for everything", "a=rtcp-fb:96 nack\r\n", "a=rtcp-fb:* nack\r\n" },
    { "a header extension", "a=rtcp-mux\r\n", "a=rtcp-mux\r\na=extmap:1 urn:x\r\n" },
    { "an extension under another id", "a=extmap:3 ", "a=extmap:4 " },
    { "how loud a picture is", "a=rtpmap:96 VP8/90000\r\n",
      "a=rtpmap:96 VP8/90000\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n" },
    { "an extension with a direction", "a=extmap:3 ", "a=extmap:3/sendonly " },
    { "an extension of data", "a=sctp-port:5000\r\n", "a=sctp-port:5000\r\na=extmap:3 " SDP_TRANSPORT_CC "\r\n" },
    { "simulcast", "a=rtcp-mux\r\n", "a=rtcp-mux\r\na=simulcast:send a;b\r\n" },
    { "an SSRC for data", "a=sctp-port:5000\r\n", "a=sctp-port:5000\r\na=ssrc:7 cname:x\r\n" },
    { "no SSRC", "a=ssrc:2611155029 msid:user3591462738@host-928fe001 webrtctransceiver0\r\n"
      "a=ssrc:2611155029 cname:user3591462738@host-928fe001\r\n", "" },
    { "two senders on one line", "a=ssrc:2611155029 cname", "a=ssrc:2611155030 cname" },
    { "one sender on two lines", "2611155029", "377807745" },
    { "SSRC 0", "2611155029", "0" },
    { "SSRC too large", "2611155029", "26111550290" },
    { "an SSRC attribute of another kind", "a=ssrc:2611155029 msid", "a=ssrc:2611155029 label" },
    { "an SSRC group of another kind", "ssrc-group:FID", "ssrc-group:SIM" },
    { "a name for an address", "c=IN IP4 0.0.0.0", "c=IN IP4 example.org" },
    { "a refused line", "a=bundle-only\r\n", "" },
    { "another name for the first line", "m=audio 9", "m=text 9" },
    { "no session name", "s=-\r\n", "" },
    { "a bandwidth", "t=0 0\r\n", "t=0 0\r\nb=AS:1\r\n" },
    { "a repeated header", "t=0 0\r\n", "t=0 0\r\nt=0 0\r\n" },
    { "bare newlines", "\r\n", "\n" },
    { "ICE lite", "a=ice-options:trickle\r\n", "a=ice-lite\r\n" },
    { "a short ICE password", "ZIXSoiT3pDZS24+nNv3ni/s7rJjMNlkq", "ZIXSoiT3pDZ" },
    { "a control character", "webrtctransceiver0", "webrtc\001transceiver0" },
    { "a byte of UTF-8", "webrtctransceiver0", "webrtc\xc3\xa4" },
    { "a candidate by name", "a=rtcp-mux\r\n", "a=rtcp-mux\r\na=candidate:1 1 UDP 2013266431 a.local 50000 typ host\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) sdp = g_string_new (SDP_OUR_OFFER);

      /* "a second certificate" must differ from the others: only the first is changed there. */
      g_assert_cmpuint (g_string_replace (sdp, changes[i].old, changes[i].new,
                                          g_str_has_prefix (changes[i].name, "a second")), >, 0);
      assert_refused (HEARTH_SDP_OFFER, sdp->str, changes[i].name);
    }
  assert_refused (HEARTH_SDP_ANSWER, SDP_OUR_OFFER, "an offer as an answer");
  assert_refused (HEARTH_SDP_OFFER, SDP_CHROMIUM_ANSWER, "an answer as an offer");
  assert_refused (HEARTH_SDP_OFFER, "", "nothing");
  assert_refused (HEARTH_SDP_OFFER, "v=0\r\no=-\r\ns=-\r\nt=0 0\r\n", "no media");
}

static char *
make_offer_of (guint n_lines,
               guint n_attributes,
               guint line_bytes)
{
  GString *sdp = g_string_new ("v=0\r\no=- 1 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE");

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (sdp, " m%u", i);
  g_string_append (sdp, "\r\n");
  for (guint i = 0; i < n_lines; i++)
    {
      g_string_append_printf (sdp, "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=setup:actpass\r\na=mid:m%u\r\n"
                                   "a=ice-ufrag:abcd\r\na=ice-pwd:ZIXSoiT3pDZS24+nNv3ni/s7rJjMNlkq\r\na=rtcp-mux\r\n"
                                   "a=inactive\r\na=rtpmap:111 opus/48000/2\r\na=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n", i);
      for (guint j = 8; j < n_attributes; j++)
        g_string_append (sdp, "a=rtcp-rsize\r\n");
      if (line_bytes > 0)
        {
          g_autofree char *filler = g_strnfill (line_bytes - strlen ("a=msid:"), 'x');

          g_string_append_printf (sdp, "a=msid:%s\r\n", filler);
        }
    }

  return g_string_free (sdp, FALSE);
}

static void
test_limits (void)
{
  g_autofree char *most_lines = make_offer_of (HEARTH_LIMIT_SDP_MEDIA, 8, 0);
  g_autofree char *more_lines = make_offer_of (HEARTH_LIMIT_SDP_MEDIA + 1, 8, 0);
  g_autofree char *most_attributes = make_offer_of (1, HEARTH_LIMIT_SDP_ATTRIBUTES, 0);
  g_autofree char *more_attributes = make_offer_of (1, HEARTH_LIMIT_SDP_ATTRIBUTES + 1, 0);
  g_autofree char *longest_line = make_offer_of (1, 8, HEARTH_LIMIT_SDP_LINE_BYTES);
  g_autofree char *longer_line = make_offer_of (1, 8, HEARTH_LIMIT_SDP_LINE_BYTES + 1);
  g_autofree char *too_long = make_offer_of (HEARTH_LIMIT_SDP_MEDIA, HEARTH_LIMIT_SDP_ATTRIBUTES - 1,
                                             HEARTH_LIMIT_SDP_LINE_BYTES);
  const char *good[] = { most_lines, most_attributes, longest_line };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (HearthSessionDescription) description = parse (HEARTH_SDP_OFFER, good[i]);

      g_assert_nonnull (description);
    }
  assert_refused (HEARTH_SDP_OFFER, more_lines, "more lines");
  assert_refused (HEARTH_SDP_OFFER, more_attributes, "more attributes");
  assert_refused (HEARTH_SDP_OFFER, longer_line, "a longer line");
  assert_refused (HEARTH_SDP_OFFER, too_long, "more bytes");
}

/* Cut anywhere, with any line left out or said twice, any byte changed: an error or a description, and nothing else. */
static void
test_mutations (void)
{
  static const char *const samples[] = { SDP_OUR_OFFER, SDP_CHROMIUM_ANSWER, SDP_FIREFOX_ANSWER };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint n_accepted = 0;

  for (guint s = 0; s < G_N_ELEMENTS (samples); s++)
    {
      HearthSdpType type = s == 0 ? HEARTH_SDP_OFFER : HEARTH_SDP_ANSWER;
      gsize length = strlen (samples[s]);
      g_auto (GStrv) lines = g_strsplit (samples[s], "\r\n", -1);

      for (gsize cut = 0; cut < length; cut++)
        {
          g_autofree char *sdp = g_strndup (samples[s], cut);

          if (!g_str_has_suffix (sdp, "\r\n"))
            assert_refused (type, sdp, "cut");
        }

      for (guint i = 0; lines[i + 1] != NULL; i++)
        {
          for (guint times = 0; times <= 2; times += 2)
            {
              g_autoptr (GString) sdp = g_string_new (NULL);
              g_autoptr (HearthSessionDescription) description = NULL;

              for (guint j = 0; lines[j + 1] != NULL; j++)
                {
                  for (guint k = 0; k < (i == j ? times : 1); k++)
                    g_string_append_printf (sdp, "%s\r\n", lines[j]);
                }
              description = hearth_session_description_parse (type, sdp->str, NULL);
              n_accepted += description != NULL;
            }
        }

      for (guint i = 0; i < 3000; i++)
        {
          g_autofree char *sdp = g_strdup (samples[s]);
          g_autoptr (HearthSessionDescription) description = NULL;

          for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
            sdp[g_rand_int_range (rand, 0, (int) length)] = (char) g_rand_int_range (rand, 1, 256);
          description = hearth_session_description_parse (type, sdp, NULL);
          n_accepted += description != NULL;
        }
    }
  g_test_message ("%u of the changed ones are still good", n_accepted);
  /* Free text (names, versions) may change; nearly all else may not. */
  g_assert_cmpuint (n_accepted, <, 3000);
}

static HearthSessionDescription *
parse_changed (HearthSdpType  type,
               const char    *sample,
               const char    *old,
               const char    *new)
{
  g_autoptr (GString) sdp = g_string_new (sample);

  g_string_replace (sdp, old, new, 0);

  return hearth_session_description_parse (type, sdp->str, NULL);
}

static void
test_answers (void)
{
  g_autoptr (HearthSessionDescription) offer = parse_changed (HEARTH_SDP_OFFER, SDP_OUR_OFFER, " audio2", " audio2");
  g_autoptr (HearthSessionDescription) short_answer = parse (HEARTH_SDP_ANSWER, SDP_CHROMIUM_ANSWER);
  g_autofree char *one_line = make_offer_of (1, 8, 0);
  g_autoptr (HearthSessionDescription) small_offer = parse (HEARTH_SDP_OFFER, one_line);
  g_autoptr (HearthSessionDescription) fitting = parse_changed (HEARTH_SDP_ANSWER, one_line, "actpass", "active");
  g_autoptr (HearthSessionDescription) eager = NULL;
  g_autoptr (HearthSessionDescription) renamed = NULL;

  g_assert_true (hearth_session_description_answers (fitting, small_offer));
  g_assert_false (hearth_session_description_answers (short_answer, offer));
  g_assert_false (hearth_session_description_answers (small_offer, small_offer));

  {
    g_autoptr (GString) sdp = g_string_new (fitting->sdp);

    g_string_replace (sdp, "a=inactive", "a=recvonly", 0);
    eager = parse (HEARTH_SDP_ANSWER, sdp->str);
    g_string_replace (sdp, "a=recvonly", "a=inactive", 0);
    g_string_replace (sdp, "m0", "m7", 0);
    renamed = parse (HEARTH_SDP_ANSWER, sdp->str);
  }
  g_assert_false (hearth_session_description_answers (eager, small_offer));
  g_assert_false (hearth_session_description_answers (renamed, small_offer));
}

static void
test_continues (void)
{
  g_autofree char *two = make_offer_of (2, 8, 0);
  g_autofree char *three = make_offer_of (3, 8, 0);
  g_autoptr (HearthSessionDescription) earlier = parse (HEARTH_SDP_OFFER, two);
  g_autoptr (HearthSessionDescription) later = parse (HEARTH_SDP_OFFER, three);
  g_autoptr (HearthSessionDescription) other_fingerprint = hearth_session_description_copy (later);
  g_autoptr (HearthSessionDescription) other_ufrag = parse_changed (HEARTH_SDP_OFFER, three, "ufrag:abcd", "ufrag:abce");
  g_autoptr (HearthSessionDescription) other_mid = parse_changed (HEARTH_SDP_OFFER, three, "m1", "m9");

  g_assert_true (hearth_session_description_continues (later, earlier));
  g_assert_true (hearth_session_description_continues (earlier, earlier));
  g_assert_false (hearth_session_description_continues (earlier, later));
  other_fingerprint->fingerprint[9] ^= 1;
  g_assert_false (hearth_session_description_continues (other_fingerprint, earlier));
  g_assert_nonnull (other_ufrag);
  g_assert_false (hearth_session_description_continues (other_ufrag, earlier));
  g_assert_nonnull (other_mid);
  g_assert_false (hearth_session_description_continues (other_mid, earlier));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/peer/session-description/accepted", test_accepted);
  g_test_add_func ("/peer/session-description/changed-offer", test_changed_offer);
  g_test_add_func ("/peer/session-description/limits", test_limits);
  g_test_add_func ("/peer/session-description/mutations", test_mutations);
  g_test_add_func ("/peer/session-description/answers", test_answers);
  g_test_add_func ("/peer/session-description/continues", test_continues);

  return g_test_run ();
}
