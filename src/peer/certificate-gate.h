/* The gate of a connection: open only once the certificate that the DTLS peer really presented is the one it signed.
 *
 * It compares, decides once, and remembers; who holds back media and data until then is peer/transport-guard.h, every track and
 * every data channel. Owned by the connection, shared with the callbacks on GStreamer's threads, so it outlives none of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** HEARTH_FINGERPRINT_BYTES: the SHA-256 of a certificate in DER (RFC 8122 section 5). */
#define HEARTH_FINGERPRINT_BYTES 32

#define HEARTH_TYPE_CERTIFICATE_GATE (hearth_certificate_gate_get_type ())
G_DECLARE_FINAL_TYPE (HearthCertificateGate, hearth_certificate_gate, HEARTH, CERTIFICATE_GATE, GObject)

HearthCertificateGate *hearth_certificate_gate_new               (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_certificate_gate_expect:
 * @fingerprint: HEARTH_FINGERPRINT_BYTES bytes, as signed by the peer
 *
 * To be called before webrtcbin learns the description they came with. Any thread.
 *
 * Returns: %FALSE, and nothing changed, when another one was expected before: one connection has one peer
 */
gboolean               hearth_certificate_gate_expect            (HearthCertificateGate *self,
                                                                  const guint8          *fingerprint);

/**
 * hearth_certificate_gate_present:
 * @pem: (nullable): the certificate that the DTLS peer has shown
 *
 * Opens the gate if it is the expected one, and shuts it for good if it is another, unreadable, or none was expected. May be
 * called again, as DTLS reports it more than once. Any thread.
 */
void                   hearth_certificate_gate_present           (HearthCertificateGate *self,
                                                                  const char            *pem);

/** hearth_certificate_gate_shut: Shuts it for good without a word. Any thread. */
void                   hearth_certificate_gate_shut              (HearthCertificateGate *self);

/** hearth_certificate_gate_is_open: Any thread, for every packet: one atomic read. */
gboolean               hearth_certificate_gate_is_open           (HearthCertificateGate *self);

/** hearth_certificate_gate_note_received: Something came in through the open gate just now. Any thread. */
void                   hearth_certificate_gate_note_received     (HearthCertificateGate *self);

/** hearth_certificate_gate_get_last_received: Any thread. Returns: when that was, µs monotonic, 0 for never. */
gint64                 hearth_certificate_gate_get_last_received (HearthCertificateGate *self);

G_END_DECLS
