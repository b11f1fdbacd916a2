/**
 * General English of questions to a support desk: words and short phrases that people use for the same thing, one group
 * between semicolons. Written by hand, without any question set in view; no group belongs to one product.
 */
export const SYNONYMS: readonly (readonly string[])[] =
  `remove, delete, erase, get rid of, wipe, discard; create, generate, make a new; add, append, include, put in;
change, modify, alter, amend, edit, make changes, adjust, revise, tweak; rename, change the name, give a new name;
replace, substitute, swap out; convert, transform, turn into, change into; customize, customise, personalize,
personalise, tailor; copy, duplicate, clone, make a copy; move, relocate; merge, combine, consolidate, unify; split,
divide, separate; undo, revert, roll back, reverse; reset, factory reset, set back to default; increase, raise,
boost, bump up; reduce, decrease, lower, bring down; calculate, compute, work out, figure; fill in, fill out,
complete the form; enter, type in, key in, input ;
start, begin, commence; stop, halt, cease; end, terminate; pause, suspend temporarily, put on hold; resume,
continue, carry on; restart, reboot, power cycle, turn off and on; shut down, power off, power down; boot, boot up,
start up, power on; enable, activate, turn on, switch on, make active; disable, deactivate, turn off, switch off,
make inactive; execute, run ;
install, put on my computer, load onto; reinstall, install again, install afresh; set up, setup, configure, config,
configuration; setting, preference, option; upgrade, move to a newer version; downgrade, go back to an older
version, return to a previous version; new version, latest version, newest version; system requirement, minimum
spec, hardware requirement; compatible, work with, compatibility; plugin, plug in, add on, addon, extension;
default, by default, out of the box, preset; automatically, on its own, by itself, auto ;
search, look for, look up, seek; find, locate, where is, where can i find; show, display, make visible; hide,
conceal, make invisible; see, view, look at; check, verify, make sure, double check; choose, select, pick; click,
press, tap ;
connect, hook up, establish a connection; disconnect, lose connection, drop the connection, connection drops; sync,
synchronize, synchronise, keep in sync, synchronization; integrate, integration, work together with; allow, permit,
give permission; approve, accept, give approval; reject, decline, deny, refuse, turn down, not accept; block,
blacklist, blocklist; restrict, limit access, limit who can; limit, cap, maximum, max, upper limit; minimum, min,
least, lower limit; wait, hold on, be patient; waiting time, wait time, queue time; avoid, prevent, keep from;
mandatory, required, compulsory, obligatory; optional, not required, not mandatory, voluntary; need, require, must
have; use, utilize, utilise, make use of; try, attempt; retry, try again, attempt again; confirm, confirmation;
help, assist, assistance, give a hand; support team, customer service, customer support, help desk, helpdesk,
support desk, customer care; contact, get in touch, reach, reach out, get hold of; talk to, speak to, speak with,
talk with; question, query, inquiry, enquiry; answer, reply, respond, get back to, response; explain, clarify,
describe; notify, send a notification; notification, alert, push message; complain, complaint, grievance, make a
complaint; request, ask for; submit, hand in, file a request, lodge; ticket, support request, support case, case
number; ticket number, reference number, reference code; invite, send an invitation, ask to join; join, become a
member, take part, participate; subscribe, sign up for the newsletter; unsubscribe, opt out, stop receiving, remove
me from the list; cancel, call off, cancellation; renew, renewal, extend the subscription; expire, lapse, become
invalid; expiry date, expiration date, valid until, valid thru ;
error, error message, failure message; fail, failure, unsuccessful, not succeed; problem, issue, trouble,
difficulty; not working, does not work, doesn't work, won't work, stopped working, not functioning, isn't working,
not work; broken, out of order, malfunctioning, damaged; bug, defect, glitch; crash, close unexpectedly, shut down
by itself, exit unexpectedly; freeze, hang, get stuck, lock up, stop responding, not responding, unresponsive,
frozen; slow, sluggish, laggy, take forever, take too long; speed up, make faster, improve performance, accelerate;
fast, quick, rapid, speedy; fix, repair, mend; resolve, solve, sort out, remedy; troubleshoot, diagnose, find the
cause; workaround, way around; restore, recover, get back, bring back, retrieve, undelete; lost, lose, misplace;
missing, not there, disappear, vanish, gone, can't find, cannot find; stolen, theft, robbed; faulty, defective,
flawed; wrong, incorrect, inaccurate, not right; by mistake, accidentally, by accident, in error, unintentionally;
corrupt, corrupted, damaged file, unreadable; won't start, doesn't start, not starting, does not start, not launch,
won't open, doesn't open; outage, is down, offline, not reachable, unreachable, service disruption; unavailable, not
available; timeout, time out, timed out; pending, not yet processed, still processing, in progress; delayed, delay,
late, overdue; not found, 404, page does not exist; out of space, disk full, no space left, not enough space,
storage full; cause, reason, how come ;
price, cost, how expensive, pricing; fee, charge, surcharge; free, free of charge, at no cost, for
nothing, gratis, complimentary, no charge; cheap, inexpensive, low cost, affordable, budget; expensive, costly,
pricey; how long, duration, how much time, length of time; how soon, how quickly, how fast; what time, at what time,
at which time; how often, frequency, how frequently, how many times; how many, quantity, qty, number of; amount,
amt, sum; size, dimension, measurement; deadline, due date, cutoff date, last day; opening hours, business hours,
opening times, office hours, hours of operation, when are you open; public holiday, bank holiday; urgent, urgently,
asap, as soon as possible, emergency; immediately, right away, straight away, at once, instantly; daily, every day,
each day, per day; monthly, every month, each month, per month; weekly, every week, each week, per week; yearly,
annually, annual, every year, per year, once a year; temporarily, for a while, for now, temporary; postpone,
reschedule, put off, move to another date, defer; book, reserve, make a reservation, make a booking; reservation,
booking; location, place, whereabouts; near me, nearby, nearest, closest, close to me, in my area; address, street
address, postal address, mailing address; zip code, postal code, postcode, zip; abroad, overseas, foreign country,
another country, outside the country; international, worldwide, globally, cross border; is it possible, can i, able
to, could i, am i able to, may i, possible to; unable to, can't, cannot, can not, could not, not able to, impossible
to; how to, how do i, how can i, what is the way to, how should i; several, multiple, more than one, many;
additional, extra, further; unlimited, no limit, without limit, unrestricted; eligible, qualify, be entitled,
eligibility ;
account, acc, user account, acct; log in, login, sign in, log on, logon, signin, log into, sign into; log out,
logout, sign out, log off, signout; register, sign up, create an account, open an account, registration, signup,
enroll; close my account, delete my account, account closure, account deletion, close account, delete account;
profile, personal page, user profile; personal details, personal information, personal data, my details; username,
user name, login name, user id, userid; password, pwd, passwd, passphrase, passcode; pin, pin code, pin number,
personal identification number; forgot, forget, forgotten, don't remember, cannot remember, can't remember; reset
password, password reset, reset my password; locked out, account locked, account is locked, no access to my account;
unlock, release the lock; access, get into, gain access; access denied, permission denied, not authorized, not
authorised, unauthorized; permission, privilege, access right, authorization, authorisation; admin, administrator,
sysadmin; two factor authentication, two step verification, 2fa, mfa, multi factor authentication; verification
code, one time password, otp, security code by sms, confirmation code; single sign on, sso; hacked, compromised,
broken into; secure, safe, protected; membership, member account, club membership; subscription, paid plan;
subscription plan, tariff, pricing plan, pricing tier; trial, free trial, trial period, trial version; license,
licence, license key, product key, activation key, serial key; terms and conditions, terms of service, terms of use,
tos; privacy policy, data policy, privacy statement ;
pay, make a payment, settle the bill; payment method, how to pay, way to pay, payment option, ways of paying, means
of payment; refund, money back, reimbursement, get my money back, reimburse; chargeback, dispute a charge, dispute a
transaction, dispute a payment; charged twice, double charge, double charged, billed twice, duplicate charge,
charged two times; unknown charge, unrecognized transaction, unfamiliar charge, charge i did not make, payment i did
not make; transfer, send money, wire money, money transfer, bank transfer, wire transfer; transaction, txn; direct
debit, standing order, automatic payment, recurring payment; installment, instalment, pay in parts, payment plan;
invoice, bill, billing, invoicing; receipt, proof of payment, proof of purchase, sales slip; bank statement, account
statement, statement of account; balance, account balance, money left; top up, recharge, add money, add funds;
withdraw, take out cash, withdraw cash, take out money, cash withdrawal; atm, cash machine, cashpoint, cash
dispenser; debit card, bank card; freeze card, block my card, lock my card; cvv, cvc, card security code;
contactless, tap to pay, touchless payment; exchange rate, conversion rate, currency rate, fx rate; currency,
foreign money; interest rate, apr, rate of interest; loan, borrow money; swift code, bic, bank identifier code;
beneficiary, payee, recipient of the transfer; discount, price reduction, rebate, markdown, money off; coupon,
voucher, promo code, discount code, promotional code, promotion code; gift card, gift voucher, gift certificate;
special offer, promotion, deal; loyalty points, bonus points, reward points, rewards; tax, vat, sales tax, gst;
customs duty, import duty, import tax, customs fee, customs charge; buy, purchase, acquire; expense, spending,
expenditure ;
cart, basket, shopping cart, shopping basket, shopping bag; checkout, check out; product, item, article, goods,
merchandise; in stock, on hand, have in store; out of stock, sold out, not in stock; ship, dispatch, send out;
deliver, delivery, shipping, shipment; delivery time, shipping time, how long is delivery, when will it arrive;
delivery cost, shipping cost, delivery fee, delivery charge, shipping fee, shipping charge, postage; express
delivery, next day delivery, fast shipping, expedited shipping; delivery address, shipping address, ship to address;
arrive, turn up, come in the mail, show up; not arrive, hasn't arrived, not receive, didn't receive, didn't arrive,
never came, haven't received; track, follow my order, where is my order, track and trace; tracking number,
consignment number, shipment number; order number, order id, order code; order status, state of my order, status of
my order; parcel, packet, shipped package; courier, carrier, delivery service, delivery company; pick up, collect,
collection, pickup; return, send back, bring back to the store, give back; exchange, swap, trade for another; return
policy, refund policy, how to return; warranty, guarantee ;
message, msg; send, transmit, send off; text message, sms; email, e mail, electronic mail; email address, mail
address; mailbox, inbox; junk mail, spam, unwanted mail, unsolicited mail; phishing, scam, fraud, fraudulent, fake
message; attachment, attached file; phone call, telephone call, call on the phone; phone number, telephone number,
mobile number, contact number; live chat, instant messaging, online chat; hotline, helpline, support line ;
folder, directory; document, doc, docs; picture, photo, image, pic, photograph; video, movie, clip; screenshot,
screen capture, screen shot, screen grab; information, info, detail; database, db; spreadsheet, worksheet, excel
sheet; save, store on disk, keep a copy; storage, disk space, storage space; backup, back up, safety copy, make a
backup; upload, put online, send to the server; download, dl, save to my computer; import, bring in, load in;
export, save as, take out my data; compress, make a zip; extract, unzip, unpack, decompress; trash, recycle bin,
trash can; filename, file name, name of the file; shortcut, hotkey, key combination, keyboard shortcut; dark mode,
night mode, dark theme ;
phone, mobile, cell phone, mobile phone, cellphone, smartphone, cell, handset; computer, pc, machine, desktop
computer; laptop, notebook, portable computer; battery, power pack, accumulator; battery life, battery drains,
battery runs out, battery drain; charger, power adapter, charging cable, power supply; usb stick, flash drive, thumb
drive, usb drive, memory stick; hard drive, hard disk, hdd, disk drive; ram, memory, working memory; processor, cpu;
sim card, sim; operating system, os; app, application, program, software; browser, web browser; website, web site,
webpage, web page, site, homepage; user interface, ui, gui; command line, terminal, console, command prompt, cli,
shell ;
internet, web, internet connection; wifi, wi fi, wireless, wlan; bandwidth, connection speed, internet speed;
router, modem, gateway; server, host; vpn, virtual private network; network, lan, local network; url, web address,
link address; antivirus, virus scanner, anti virus; virus, malware, trojan, malicious software; encrypt, encryption,
encipher; protect, safeguard, make secure; security breach, data breach, data leak; cache, cached data, temporary
files; clear the cache, empty the cache, clear cache; documentation, manual, user guide, handbook, instruction
manual; instruction, guide, tutorial, walkthrough, how to guide; example, sample, demo; variable, var; online, over
the internet, via the web ;
staff, employee, personnel; agent, representative, advisor, real person, human; customer, client; company, firm,
organization, organisation, enterprise; department, division, unit; shop, store, outlet; branch, local office, bank
branch; headquarters, head office, main office; job, vacancy, job opening ;
compare, comparison, difference, differ, versus, vs; recommend, suggest, best, advisable; alternative, instead, in
place of; feature, functionality, capability; color, colour ;
id, identity card, id card, proof of identity, identification, identity document; driving licence, driver's license,
driving permit, driver license; verify my identity, identity verification, identity check, prove my identity; proof
of address, proof of residence; date of birth, birth date, birthday; last name, surname, family name; first name,
given name, forename; change my name, name change, got married and changed my name; change of address, moved house,
new address, moving house; contract, agreement`
    .split(';')
    .map((group) => group.split(',').map((member) => member.replace(/\s+/g, ' ').trim()));
