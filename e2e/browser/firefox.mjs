// A real Firefox, driven by WebDriver BiDi, with a microphone and a camera of its own making.
import { existsSync } from 'node:fs'
import puppeteer from 'puppeteer-core'

const PLACES = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox']

/** @returns {string | null} */
export const findFirefox = () => PLACES.find((place) => place && existsSync(place)) ?? null

/** @param {string} executablePath @param {number} hertz of the tone its microphone hears */
export const launchFirefox = (executablePath, hertz) =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.getusermedia.audio.processing.aec.enabled': false,
      'media.getusermedia.audio.processing.noise.enabled': false,
      'media.getusermedia.audio.processing.agc.enabled': false,
      'media.navigator.audio.fake_frequency': hertz,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.default_address_only': false,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      'media.autoplay.block-webaudio': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'toolkit.telemetry.enabled': false,
      'app.update.enabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
    },
  })
